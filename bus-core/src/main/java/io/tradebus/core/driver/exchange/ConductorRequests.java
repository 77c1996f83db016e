package io.tradebus.core.driver.exchange;

/** What sender and receiver tell the conductor. */
public interface ConductorRequests {
    /** Publications are sent again of which nothing was for a while, or their receivers have changed. */
    void onPublicationsStirred();

    /** Something comes again for images for which nothing did for a while, or they have ended. */
    void onImagesStirred();

    /** A stream is offered that somebody reads; the receiver takes nothing of it until it is answered. */
    void onSetup(SetupNotice notice);

    /** The sender could not begin to use the ports of an endpoint and has closed them; nothing is sent by it. */
    void onSendEndpointFailed(long endpointId, String reason);

    /** The receiver could not begin to use a transport of an endpoint and has closed it; the others receive on. */
    void onReceiveTransportFailed(long endpointId, long transportId, String reason);

    /** The ports of a sending endpoint are closed. */
    void onSendEndpointClosed(long endpointId);

    /** The ports of a receiving endpoint are closed. */
    void onReceiveEndpointClosed(long endpointId);

    /** The ports of one transport of a receiving endpoint are closed; the others receive on. */
    void onReceiveTransportClosed(long endpointId, long transportId);

    /** A sending endpoint has heard nothing for long: its name may lead elsewhere now. */
    void onSendEndpointSilent(long endpointId);

    /** A destination of a sending endpoint has heard nothing for long: its name may lead elsewhere now. */
    void onDestinationSilent(long endpointId, long destinationId);

    /** A receiver refuses a stream that it took before. */
    void onStreamRefused(StreamRefusal refusal);

    /** A transport of a receiving endpoint has heard nothing for long from where it solicits. */
    void onReceiveEndpointSilent(long endpointId, long transportId);

    /** A responder says in which session it answers. */
    void onResponseSetup(ResponseNotice notice);
}
