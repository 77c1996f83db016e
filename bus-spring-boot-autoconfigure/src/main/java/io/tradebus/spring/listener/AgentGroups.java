package io.tradebus.spring.listener;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.spring.core.BusExecution;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The agents of an application: one for each listener that has its own, one for each name that several share. */
public final class AgentGroups {
    private static final String PREFIX = "bus-";

    private final Map<String, IdleSettings> idleOfShared;
    private final BusExecution execution;
    private final Map<String, AgentGroup> groups = new TreeMap<>();

    /**
     * Agents with threads of their own.
     *
     * @param idleOfShared what shared agents do when there is nothing to do, by name, where that is configured
     */
    public AgentGroups(Map<String, IdleSettings> idleOfShared) {
        this(idleOfShared, BusExecution.THREADS);
    }

    /**
     * Agents.
     *
     * @param idleOfShared what shared agents do when there is nothing to do, by name, where that is configured
     * @param execution what gives them their turns
     */
    public AgentGroups(Map<String, IdleSettings> idleOfShared, BusExecution execution) {
        this.idleOfShared = Map.copyOf(idleOfShared);
        this.execution = execution;
    }

    /** The agent of a listener. A shared one that is not configured idles as its first listener would. */
    synchronized AgentGroup of(BusListenerEndpoint endpoint) {
        String shared = endpoint.agent();
        String name = PREFIX + (shared == null ? endpoint.id() : shared);
        IdleSettings configured = shared == null ? null : idleOfShared.get(shared);
        return groups.computeIfAbsent(
                name,
                n -> new AgentGroup(n, idleOf(configured, endpoint.options().idle()), execution));
    }

    private static IdleSettings idleOf(@Nullable IdleSettings configured, IdleSettings otherwise) {
        return configured == null ? otherwise : configured;
    }

    /** How busy each agent is, sorted by name. */
    public synchronized List<AgentStatistics> statistics() {
        return groups.values().stream().map(AgentGroup::statistics).toList();
    }
}
