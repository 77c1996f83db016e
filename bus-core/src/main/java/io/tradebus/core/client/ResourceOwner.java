package io.tradebus.core.client;

import io.tradebus.core.idle.Wakeups;
import java.util.List;

/** What publications, subscriptions, images and counters ask of the client they belong to. */
interface ResourceOwner {
    /** Tells the driver that a publication is closed already; {@code revoke} takes back what is not consumed. */
    void onPublicationClosed(Publication publication, boolean revoke);

    /** Tells the driver that a subscription is closed already, and closes its images. */
    void onSubscriptionClosed(Subscription subscription);

    /** Tells the driver that a counter is closed already. */
    void onCounterClosed(Counter counter);

    /** Has the driver add a destination, waits until it did, and returns the id of the destination. */
    long addDestination(Publication publication, String channel);

    /** Has the driver remove a destination and waits until it did. */
    void removeDestination(Publication publication, String channel);

    /** Has the driver remove the destination that was added with this id and waits until it did. */
    void removeDestination(Publication publication, long destinationId);

    /** Has the driver add a destination and waits until it did. */
    void addDestination(Subscription subscription, String channel);

    /** Has the driver remove a destination and waits until it did. */
    void removeDestination(Subscription subscription, String channel);

    /** As {@link #addDestination(Subscription, String)}, without waiting. */
    long requestDestination(Subscription subscription, String channel);

    /** As {@link #removeDestination(Subscription, String)}, without waiting. */
    long requestRemoval(Subscription subscription, String channel);

    /**
     * Whether the driver has done what was asked without waiting. Of a request that is over nothing is known once this was
     * told.
     */
    boolean isAnswered(long requestId);

    /** Has the driver reject an image and waits until it did. */
    void rejectImage(Image image, String reason);

    /** The status of a channel, as in docs/shared-memory.md#driver-counter-types. */
    long channelStatus(int counterId);

    /** The addresses that the sockets of a channel are bound to; none for IPC, and none when it is not active. */
    List<String> localAddresses(int counterId);

    /** By which those who wait for what is published are woken. */
    Wakeups wakeups();

    /** Takes what the handler of a poll threw. */
    void onHandlerError(Throwable error);
}
