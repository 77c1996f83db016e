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
     * Looks for agents that are configured and no listener shares, and warns of them: one that is registered later may.
     *
     * @throws io.tradebus.core.BusConfigurationException if the name is nearly that of an agent that listeners share
     */
    void requireAgentsOf(Collection<BusListenerHandle> listeners);
}
