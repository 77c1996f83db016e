package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a listener listens to, and how it polls.
 *
 * @param id name of the listener, unique in its runtime; shown where it holds a publisher back
 * @param streams at least one, with different names
 * @param fragmentLimit most fragments taken from one session in a duty cycle, before the next session has its turn
 * @param concurrency agents among which the publishers' sessions are spread, at least 1
 */
public record ListenerDefinition(String id, List<StreamDefinition> streams, int fragmentLimit, int concurrency) {
    /** Fragments per session and duty cycle unless told otherwise. */
    public static final int DEFAULT_FRAGMENT_LIMIT = 32;

    public ListenerDefinition {
        streams = List.copyOf(streams);
        if (id.isBlank()) {
            throw new BusConfigurationException("a listener's id must not be blank (streams=" + streams + ")");
        }
        if (streams.isEmpty()) {
            throw new BusConfigurationException("listener '" + id + "' needs at least one stream");
        }
        Set<String> names = new HashSet<>();
        for (StreamDefinition stream : streams) {
            if (!names.add(stream.name())) {
                throw new BusConfigurationException("listener '" + id + "' names a stream twice: " + streams);
            }
        }
        if (fragmentLimit < 1) {
            throw new BusConfigurationException(
                    "fragmentLimit of listener '" + id + "' must be at least 1, but was " + fragmentLimit);
        }
        if (concurrency < 1) {
            throw new BusConfigurationException(
                    "concurrency of listener '" + id + "' must be at least 1, but was " + concurrency);
        }
    }

    /** A listener with one agent. */
    public ListenerDefinition(String id, List<StreamDefinition> streams, int fragmentLimit) {
        this(id, streams, fragmentLimit, 1);
    }

    /** A listener to some streams with defaults for all else. */
    public static ListenerDefinition of(String id, StreamDefinition... streams) {
        return new ListenerDefinition(id, List.of(streams), DEFAULT_FRAGMENT_LIMIT);
    }

    /** A copy with another limit. */
    public ListenerDefinition withFragmentLimit(int fragmentLimit) {
        return new ListenerDefinition(id, streams, fragmentLimit, concurrency);
    }

    /** A copy with another number of agents. */
    public ListenerDefinition withConcurrency(int concurrency) {
        return new ListenerDefinition(id, streams, fragmentLimit, concurrency);
    }
}
