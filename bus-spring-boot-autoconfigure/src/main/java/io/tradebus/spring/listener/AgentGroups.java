package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.spring.core.BusExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The agents of an application: as many for each listener as it has of its own, one for each name that several share. */
public final class AgentGroups {
    private static final String PREFIX = "bus-";

    private final Map<String, AgentSettings> shared;
    private final BusExecution execution;
    private final Map<String, AgentGroup> groups = new TreeMap<>();

    /**
     * Agents with threads of their own.
     *
     * @param shared how shared agents work, by name, where that is configured
     */
    public AgentGroups(Map<String, AgentSettings> shared) {
        this(shared, BusExecution.THREADS);
    }

    /**
     * Agents.
     *
     * @param shared how shared agents work, by name, where that is configured
     * @param execution what gives them threads, or turns
     */
    public AgentGroups(Map<String, AgentSettings> shared, BusExecution execution) {
        this.shared = Map.copyOf(shared);
        this.execution = execution;
    }

    /**
     * The agents of a listener. A shared one that is not configured idles as its first listener would.
     *
     * @throws BusConfigurationException if it has several and is to share them
     */
    synchronized List<AgentGroup> of(BusListenerEndpoint endpoint) {
        int count = endpoint.options().concurrency();
        String agent = endpoint.agent();
        if (agent != null && count > 1) {
            throw new BusConfigurationException("listener '" + endpoint.id() + "' has " + count
                    + " agents (concurrency) and cannot share the one agent '" + agent + "' too (" + endpoint.origin()
                    + "); remove one of the two");
        } else if (agent != null) {
            return List.of(group(agent, endpoint, shared.getOrDefault(agent, AgentSettings.DEFAULT)));
        } else if (count == 1) {
            return List.of(group(endpoint.id(), endpoint, AgentSettings.DEFAULT));
        }
        List<AgentGroup> own = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            own.add(group(endpoint.id() + "-" + i, endpoint, AgentSettings.DEFAULT));
        }
        return own;
    }

    private AgentGroup group(String name, BusListenerEndpoint endpoint, AgentSettings settings) {
        return groups.computeIfAbsent(
                PREFIX + name,
                thread -> new AgentGroup(
                        thread,
                        settings.idle() == null ? endpoint.options().idle() : settings.idle(),
                        settings.processor(),
                        execution));
    }

    /** Forgets the agents that were the listener's own. */
    synchronized void release(BusListenerEndpoint endpoint) {
        if (endpoint.agent() == null) {
            of(endpoint).forEach(group -> groups.remove(group.name()));
        }
    }

    /** What each agent does when there is nothing to do, by the name of its thread. */
    public synchronized Map<String, IdleSettings> idle() {
        Map<String, IdleSettings> idle = new TreeMap<>();
        groups.forEach((name, group) -> idle.put(name, group.idle()));
        return idle;
    }

    /** How busy each agent is, sorted by name. */
    public synchronized List<AgentStatistics> statistics() {
        return groups.values().stream().map(AgentGroup::statistics).toList();
    }
}
