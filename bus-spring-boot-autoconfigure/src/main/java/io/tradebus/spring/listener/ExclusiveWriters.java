package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.StreamDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which agent writes to each stream that is for one thread: results ({@code @SendTo}) and dead letters of listeners. Safe to
 * use from any thread.
 */
public final class ExclusiveWriters {
    private final Map<String, Map<String, Writer>> byStream = new HashMap<>();

    private record Writer(String listener, String agent, String origin) {}

    /**
     * Notes that a listener writes to a stream; of no effect if any thread may.
     *
     * @param agent name of the agent it shares with others; null if it has its own
     * @param origin what declared it, for messages
     * @throws BusConfigurationException if a listener with another agent writes to it too
     */
    public synchronized void claim(StreamDefinition stream, String listener, @Nullable String agent, String origin) {
        if (!stream.exclusive()) {
            return;
        }
        Writer writer = new Writer(listener, agent == null ? "the own one of " + listener : agent, origin);
        Map<String, Writer> writers = byStream.computeIfAbsent(stream.name(), name -> new LinkedHashMap<>());
        for (Writer other : writers.values()) {
            if (!other.agent.equals(writer.agent)) {
                throw new BusConfigurationException("listeners '" + other.listener + "' (" + other.origin + ") and '"
                        + listener + "' (" + origin + ") would write to stream '" + stream.name()
                        + "' with a thread each, but it is for one; set bus.streams." + stream.name()
                        + ".exclusive=false, or have them share one: bus.listeners." + listener + ".agent");
            }
        }
        writers.putIfAbsent(listener, writer);
    }

    /** A listener is no more, and writes nothing; others that share its agent still do. */
    synchronized void release(String listener) {
        byStream.values().forEach(writers -> writers.remove(listener));
    }
}
