package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to a runtime: where log lines, events and tests listen.
 *
 * <p>Called by the runtime's supervising thread, by the thread that opens or closes something and, where a listener is
 * named, by the listener's. Methods must return soon and must not open or close anything of the runtime.
 */
public interface RuntimeObserver {
    /** Listens to nothing. */
    RuntimeObserver NONE = new RuntimeObserver() {};

    /**
     * The embedded driver runs, or the external one was found. Also after each return of a lost driver; publishers and
     * listeners go on by themselves then, and a listener may have told of a session already.
     */
    default void onDriverConnected(DriverLink driver) {}

    /**
     * The driver stopped, does not answer any more, or has given this process up after a pause.
     *
     * <p>If the runtime recovers, publishers answer {@link OfferStatus#NOT_CONNECTED} until a driver is back, and listeners
     * read what they have to its end. If it does not, publishers and listeners of an external driver are closed; those of
     * an embedded one stay without a connection.
     *
     * @param publishers how far publications had come; what may not have been delivered is told here and never again. Not
     *     known, and empty, unless the runtime recovers
     * @param recovering whether the runtime waits for the driver to come back; with an embedded one it does not, nor if
     *     {@link io.tradebus.core.config.ClientConfig#reconnect} is off
     */
    default void onDriverLost(
            DriverLink driver, BusException cause, List<PublisherLoss> publishers, boolean recovering) {}

    /** The runtime was closed, and an embedded driver with it. */
    default void onDriverReleased(DriverLink driver) {}

    /** A publication was opened, for the first time or again at the next driver. */
    default void onPublicationOpened(PublicationView publication) {}

    /** What asks by a stream of requests was made; it finds its responder later, or never. */
    default void onRequesterOpened(RequesterView requester) {}

    /** A stream that had no subscriber has one. */
    default void onStreamConnected(PublicationView publication) {}

    /** A stream has no subscriber any more. */
    default void onStreamDisconnected(PublicationView publication) {}

    /**
     * One side of a stream over the network has been without the other for a while. Told once, and again when the reason
     * is another one.
     *
     * @param listener id of the listener that has no publisher; null for a publisher that has no subscriber
     * @param lasted how long by now
     */
    default void onNotConnected(
            StreamDefinition stream, @Nullable String listener, ConnectionDiagnosis why, Duration lasted) {}

    /**
     * Offers to a stream have been refused for a while because a subscriber does not keep up.
     *
     * @param lasted how long by now
     * @param limitedBy id of a listener of this runtime, {@link PublicationView#LOCAL} or {@link PublicationView#REMOTE}; null if it is gone already
     * @param lag bytes it is behind
     */
    default void onBackPressureEntered(
            PublicationView publication, Duration lasted, @Nullable String limitedBy, long lag) {}

    /** Offers to a stream are accepted again after {@link #onBackPressureEntered}. */
    default void onBackPressureLeft(PublicationView publication, Duration lasted) {}

    /** A stream reached the largest position there is and accepts nothing any more; it needs a new session. */
    default void onStreamExhausted(PublicationView publication) {}

    /** A listener found a publisher's session; it reads from {@link ListenerSession#position()}. */
    default void onSessionStarted(String listener, ListenerSession session) {}

    /**
     * A publisher's session ended for a listener, because the publisher left or the driver was lost.
     *
     * @param session where the listener stood; {@link ListenerSession#lag()} bytes of it will not be read
     */
    default void onSessionEnded(String listener, ListenerSession session) {}

    /** A listener changed its state; {@code failure} says at which message, if there is one. */
    default void onListenerState(
            String listener, ListenerState before, ListenerState now, @Nullable ListenerFailure failure) {}

    /** Something a user may want to change, also in a driver in this process. On any thread, and as often as it happens. */
    default void onWarning(String text) {}

    /** Something failed that had no caller to be thrown to. */
    default void onError(Throwable failure) {}

    /**
     * The driver a runtime is connected to.
     *
     * @param embedded whether it runs in this process
     * @param directory where it is
     * @param pid its process
     * @param startedMs when it started, in milliseconds since the epoch
     * @param connectTime how long it took to start or to find it; after a loss, how long there was none
     * @param reconnect number of times a driver was lost before: 0 for the first one
     */
    record DriverLink(
            boolean embedded, Path directory, long pid, long startedMs, Duration connectTime, int reconnect) {}
}
