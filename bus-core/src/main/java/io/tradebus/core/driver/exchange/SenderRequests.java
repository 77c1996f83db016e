package io.tradebus.core.driver.exchange;

import java.net.InetSocketAddress;

/** What the conductor asks of the sender. An id that is not known is ignored. */
public interface SenderRequests {
    void addEndpoint(SendEndpointSetup setup);

    /** Closes the ports and tells the conductor by {@link ConductorRequests#onSendEndpointClosed}. */
    void removeEndpoint(long endpointId);

    void addStream(OutboundStreamSetup setup);

    /** Lets a stream go and says so in its signals. */
    void removeStream(long registrationId);

    /** The endpoint's name leads elsewhere now. */
    void redirect(long endpointId, InetSocketAddress endpoint);

    /**
     * Sends all streams of an endpoint to one more address.
     *
     * @param destinationId registration id, by which it is spoken of from now on
     * @param address unresolved while its name is not known
     */
    void addDestination(long endpointId, long destinationId, InetSocketAddress address);

    void removeDestination(long endpointId, long destinationId);

    /** The name of a destination leads elsewhere now. */
    void redirectDestination(long endpointId, long destinationId, InetSocketAddress address);
}
