package io.tradebus.core.client;

import java.util.List;

/** What publications, subscriptions, images and counters ask of the client they belong to. */
interface ResourceOwner {
    /** Tells the driver that a publication is closed already; {@code revoke} takes back what is not consumed. */
    void onPublicationClosed(Publication publication, boolean revoke);

    /** Tells the driver that a subscription is closed already, and closes its images. */
    void onSubscriptionClosed(Subscription subscription);

    /** Tells the driver that a counter is closed already. */
    void onCounterClosed(Counter counter);

    /**
     * Has the driver add or remove a destination and waits until it did.
     *
     * @param commandType one of the four commands that name a destination by its channel
     * @return the request, which is the id of a destination that was added
     */
    long changeDestination(int commandType, long registrationId, String channel);

    /** As {@link #changeDestination}, without waiting. */
    long requestDestination(int commandType, long registrationId, String channel);

    /**
     * Whether the driver has done what was asked without waiting. Of a request that is over nothing is known once this was
     * told.
     */
    boolean isAnswered(long requestId);

    /** Has the driver remove a destination of a publication by its id and waits until it did. */
    void removeDestination(long registrationId, long destinationId);

    /** Has the driver reject an image and waits until it did. */
    void rejectImage(Image image, String reason);

    /** The status of a channel, as in docs/shared-memory.md#driver-counter-types. */
    long channelStatus(int counterId);

    /** The addresses that the sockets of a channel are bound to; none for IPC, and none when it is not active. */
    List<String> localAddresses(int counterId);

    /** Takes what the handler of a poll threw. */
    void onHandlerError(Throwable error);
}
