package io.tradebus.spring.listener;

/** Takes listeners that code declares, before or after the context has started. */
public interface BusListenerRegistrar {
    /**
     * Adds a listener. If the listeners have been started and it is to start with them, it is started now.
     *
     * @throws io.tradebus.core.BusConfigurationException if there is a listener with this id
     * @throws io.tradebus.core.UnknownStreamException if one of its streams is not configured
     */
    BusListenerHandle register(BusListenerEndpoint endpoint);
}
