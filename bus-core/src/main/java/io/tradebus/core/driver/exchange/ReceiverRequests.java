package io.tradebus.core.driver.exchange;

import java.net.InetSocketAddress;

/** What the conductor asks of the receiver. An id that is not known is ignored, but what closes is always answered. */
public interface ReceiverRequests {
    void addEndpoint(ReceiveEndpointSetup setup);

    /** Closes the ports and tells the conductor by {@link ConductorRequests#onReceiveEndpointClosed}. */
    void removeEndpoint(long endpointId);

    /** The endpoint receives by one more transport. */
    void addTransport(long endpointId, TransportSetup setup);

    /** Closes a transport and tells the conductor by {@link ConductorRequests#onReceiveTransportClosed}. */
    void removeTransport(long endpointId, long transportId);

    /** Somebody reads all sessions of a stream. */
    void addInterest(long endpointId, int streamId);

    /** Somebody reads one session of a stream. */
    void addInterest(long endpointId, int streamId, int sessionId);

    /** Nobody reads all sessions of a stream any more. */
    void removeInterest(long endpointId, int streamId);

    /** Nobody reads this one session of a stream any more, other than as one of all. */
    void removeInterest(long endpointId, int streamId, int sessionId);

    /** Asks for a session that is read already, as when somebody begins to read it. */
    void requestSetup(long endpointId, int streamId, int sessionId);

    /** Takes data for an image from now on. */
    void addStream(InboundStreamSetup setup);

    /** Lets an image go and says so in its signals. */
    void removeStream(long imageId);

    /**
     * Takes nothing more for an image, and tells its sender why.
     *
     * @param reason at most 1023 characters
     */
    void rejectStream(long imageId, String reason);

    /** An offered stream is not taken; it may be offered again. */
    void onSetupRefused(long endpointId, int streamId, int sessionId);

    /** A session that went without an end may come back. */
    void endCoolDown(long endpointId, int streamId, int sessionId);

    /** The name that streams are solicited from by a transport leads elsewhere now. */
    void redirect(long endpointId, long transportId, InetSocketAddress solicited);
}
