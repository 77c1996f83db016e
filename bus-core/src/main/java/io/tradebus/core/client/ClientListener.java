package io.tradebus.core.client;

import io.tradebus.core.BusException;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to a client. All methods do nothing by default, except that errors and losses are logged.
 *
 * <p>Called under the client's lock, by its conductor or by a thread inside a blocking call of the client; never by two
 * threads at once. {@link #onError} may also be called by a thread that polls. Methods must be short and must not call
 * what blocks on the driver; asynchronous requests are allowed.
 */
public interface ClientListener {
    /** A subscription that was added without listeners of its own gained an image. */
    default void onImageAvailable(Image image) {}

    /** A subscription that was added without listeners of its own lost an image, which is closed already. */
    default void onImageUnavailable(Image image) {}

    /** Some client of the driver, this one included, added a counter. */
    default void onCounterAvailable(CountersReader counters, long registrationId, int counterId) {}

    /** A counter of some client of the driver was freed. */
    default void onCounterUnavailable(CountersReader counters, long registrationId, int counterId) {}

    /** A subscriber rejected what a publication of this client sends. */
    default void onPublicationError(Publication publication, PublicationError error) {}

    /**
     * Something went wrong that nobody could be told by an exception: a handler of a poll threw, a log could not be
     * mapped, a listener failed.
     */
    default void onError(Throwable error) {
        System.getLogger("bus.client").log(System.Logger.Level.ERROR, "error in the client", error);
    }

    /**
     * The driver was lost, or has given the client up. Publications answer {@link Publication#NOT_CONNECTED} until another
     * one is there, and requests fail. Told once for each loss; only if the client is to reconnect.
     *
     * @param loss how far everything had come; what may not have been delivered is told here and never again
     */
    default void onDriverLost(DriverLoss loss) {
        System.Logger log = System.getLogger("bus.client");
        log.log(
                System.Logger.Level.WARNING,
                "the client has lost its driver: " + loss.cause().getMessage());
        for (PublicationLoss publication : loss.publications()) {
            if (publication.undeliveredLength() > 0) {
                log.log(System.Logger.Level.WARNING, "may not have been delivered: " + publication);
            }
        }
    }

    /**
     * There is a driver again, and everything was added to it. Publications and subscriptions go on before this is told,
     * each as soon as the driver has answered for it.
     *
     * @param back where publications go on, and what could not be added again
     */
    default void onDriverBack(DriverReturn back) {
        for (DriverReturn.RestoreFailure failure : back.failures()) {
            BusException cause = failure.cause();
            onError(new BusException(
                    "the " + failure.subject() + " could not be added to the next driver: " + cause.getMessage(),
                    cause));
        }
    }

    /**
     * The client is closed, and with it all it had; called once.
     *
     * @param cause why the client closed itself, such as a driver that died; null when the application closed it
     */
    default void onClosed(@Nullable BusException cause) {
        if (cause != null) {
            onError(cause);
        }
    }
}
