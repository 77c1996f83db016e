package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.spring.core.AgentStatistics;
import io.tradebus.spring.core.BusExecution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The agents of an application: as many for each listener as it has of its own, one for each name that several share. */
public final class AgentGroups {
    private static final String PREFIX = "bus-";

    private final Map<String, AgentSettings> shared;
    private final BusExecution execution;
    private final Map<String, AgentGroup> groups = new TreeMap<>();
    private final Map<String, String> owners = new HashMap<>();

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
     * @throws BusConfigurationException if it has several and is to share them, or if one has the name of another's
     */
    synchronized List<AgentGroup> of(BusListenerEndpoint endpoint) {
        int count = endpoint.options().concurrency();
        String agent = endpoint.agent();
        if (agent != null && count > 1) {
            throw new BusConfigurationException("listener '" + endpoint.id() + "' has " + count
                    + " agents (concurrency) and cannot share the one agent '" + agent + "' too (" + endpoint.origin()
                    + "); remove one of the two");
        } else if (agent != null) {
            requireNames(List.of(agent), "agent '" + agent + "', which listeners share,", endpoint);
            return List.of(group(agent, endpoint, shared.getOrDefault(agent, AgentSettings.DEFAULT)));
        }
        List<String> names = ownNames(endpoint.id(), count);
        requireNames(names, "listener '" + endpoint.id() + "'", endpoint);
        List<AgentGroup> own = new ArrayList<>();
        for (String name : names) {
            own.add(group(name, endpoint, AgentSettings.DEFAULT));
        }
        return own;
    }

    private static List<String> ownNames(String id, int count) {
        if (count == 1) {
            return List.of(id);
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(id + "-" + i);
        }
        return names;
    }

    /** A thread is one listener's own, or one that all who name it share. */
    private void requireNames(List<String> names, String owner, BusListenerEndpoint endpoint) {
        for (String name : names) {
            String other = owners.get(PREFIX + name);
            if (other != null && !other.equals(owner)) {
                throw new BusConfigurationException("listener '" + endpoint.id() + "' (" + endpoint.origin()
                        + ") needs a thread " + PREFIX + name + ", which is that of " + other
                        + "; give the listener another id, or the agent another name");
            }
        }
        for (String name : names) {
            owners.put(PREFIX + name, owner);
        }
    }

    private AgentGroup group(String name, BusListenerEndpoint endpoint, AgentSettings settings) {
        String thread = PREFIX + name;
        AgentGroup group = groups.get(thread);
        if (group == null) {
            IdleSettings idle = settings.idle() == null ? endpoint.options().idle() : settings.idle();
            group = new AgentGroup(thread, idle, settings.processor(), execution);
            groups.put(thread, group);
        }
        return group;
    }

    /** Forgets the agents that were the listener's own. */
    synchronized void release(BusListenerEndpoint endpoint) {
        if (endpoint.agent() == null) {
            of(endpoint).forEach(group -> {
                groups.remove(group.name());
                owners.remove(group.name());
            });
        }
    }

    /** What each agent does when there is nothing to do, by the name of its thread. */
    public synchronized Map<String, IdleSettings> idle() {
        Map<String, IdleSettings> idle = new TreeMap<>();
        for (AgentGroup group : groups.values()) {
            idle.put(group.name(), group.idle());
        }
        return idle;
    }

    /** How busy each agent is, sorted by name. */
    public synchronized List<AgentStatistics> statistics() {
        return groups.values().stream().map(AgentGroup::statistics).toList();
    }
}
