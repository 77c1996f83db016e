package io.tradebus.spring.annotation;

import io.tradebus.spring.listener.BusListenerHandle;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Settings of listeners that come from properties, and know which: for messages about what does not fit. */
public interface ListenerProperties {
    /**
     * The property that names the stream for what a listener cannot handle.
     *
     * @param declared what the code names as that stream; null for none
     * @return null if it is the code that names it
     */
    @Nullable String ofDeadLetterStream(String id, @Nullable String declared);

    /**
     * Looks for agents that no listener shares.
     *
     * @throws io.tradebus.core.BusConfigurationException if something is configured about such a one
     */
    void requireAgentsOf(Collection<BusListenerHandle> listeners);
}
