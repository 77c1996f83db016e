package io.tradebus.core.driver.conductor.resource;

/**
 * Is told what happens to the things the conductor owns. Every method does nothing unless it is overridden, runs on the
 * conductor's thread, and must return soon.
 */
public interface ResourceObserver {
    /** A client sent its first request that keeps something. */
    default void onClientConnected(long clientId) {}

    /** A client was silent for longer than the client liveness timeout; what it had is being released. */
    default void onClientTimeout(long clientId) {}

    /** A client said goodbye; what it had is being released. */
    default void onClientClosed(long clientId) {}

    /** A log for a new publication exists. */
    default void onPublicationAdded(long registrationId, int sessionId, int streamId, String channel) {}

    /** A publication moved on in its life. */
    default void onPublicationState(long registrationId, PublicationState before, PublicationState now) {}

    /** A stalled publisher's claim was skipped. */
    default void onPublicationUnblocked(long registrationId, long position) {}

    /** A subscription was added. */
    default void onSubscriptionAdded(long registrationId, int streamId, String channel) {}

    /** A subscription was removed by its client, or its client ended. */
    default void onSubscriptionRemoved(long registrationId, int streamId, String channel) {}

    /** A subscriber was told of a stream it can read. */
    default void onImageAvailable(long imageId, int sessionId, int streamId, long subscriptionId, long joinPosition) {}

    /** A subscriber was told that a stream is gone. */
    default void onImageUnavailable(long imageId, int sessionId, int streamId, long subscriptionId) {}

    /** An untethered subscriber fell behind, was set aside, or joined again. */
    default void onTetherState(long imageId, long subscriptionId, TetherState before, TetherState now) {}

    /** Something failed. It has been counted and stands in the error log. */
    default void onError(Throwable error) {}

    /** Something that somebody may want to change. It stands in the error log. */
    default void onWarning(String text) {}
}
