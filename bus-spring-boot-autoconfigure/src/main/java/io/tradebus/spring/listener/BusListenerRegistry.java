package io.tradebus.spring.listener;

import java.util.Collection;

/** All listeners of an application. */
public interface BusListenerRegistry {
    /** The listeners, sorted by id. */
    Collection<BusListenerHandle> listeners();

    /**
     * One listener.
     *
     * @throws io.tradebus.core.UnknownListenerException if there is none with this id; the message lists those there are
     */
    BusListenerHandle listener(String id);
}
