package io.tradebus.spring.listener;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is configured about listeners outside the code that declares them; it overrides the code. */
public interface ListenerSettings {
    /**
     * How a listener works.
     *
     * @param declared what the code says, by the names of the settings such as {@code fragment-limit}
     * @param ofRequests whether it listens to requests alone, and so skips one that fails rather than halt, unless somebody says else
     * @throws io.tradebus.core.BusConfigurationException if a name or a value is not allowed
     */
    ListenerOptions options(String id, Map<String, String> declared, boolean ofRequests);

    /** The names of a listener's streams. */
    List<String> streams(String id, List<String> declared);

    /** The shared agent of a listener; null for one of its own. */
    @Nullable String agent(String id, @Nullable String declared);

    /** The ids for which something is configured; each must exist. */
    Set<String> ids();

    /**
     * The property that names the stream for what a listener cannot handle; for messages about it.
     *
     * @param declared what the code names as that stream; null for none
     * @return null if it is the code that names it
     */
    default @Nullable String ofDeadLetterStream(String id, @Nullable String declared) {
        return null;
    }

    /**
     * Looks for agents that are configured and no listener shares, and warns of them: one that is registered later may.
     *
     * @throws io.tradebus.core.BusConfigurationException if the name is nearly that of an agent that listeners share
     */
    default void requireAgentsOf(Collection<BusListenerHandle> listeners) {}
}
