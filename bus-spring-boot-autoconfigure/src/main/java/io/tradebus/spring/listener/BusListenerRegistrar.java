package io.tradebus.spring.listener;

/** Takes listeners that code declares, before or after the context has started, and gives them up again. */
public interface BusListenerRegistrar {
    /**
     * Adds a listener. If the listeners have been started and it is to start with them, it is started now.
     *
     * @throws io.tradebus.core.BusConfigurationException if there is a listener with this id
     * @throws io.tradebus.core.UnknownStreamException if one of its streams is not configured
     */
    BusListenerHandle register(BusListenerEndpoint endpoint);

    /**
     * Adds a listener, with what is configured about it.
     *
     * @throws io.tradebus.core.BusConfigurationException if there is a listener with this id, it has no handler, or a
     *     property is unknown or has an impossible value
     * @throws io.tradebus.core.UnknownStreamException if one of its streams is not configured
     */
    BusListenerHandle register(BusListenerSpec spec);

    /**
     * Stops a listener, which handles what was published so far for at most its drain timeout, and forgets it. Its id may be
     * used again; its handle can be looked at but not started any more. Not for the listener's own thread.
     *
     * @throws io.tradebus.core.UnknownListenerException if there is none with this id
     */
    void deregister(String id);
}
