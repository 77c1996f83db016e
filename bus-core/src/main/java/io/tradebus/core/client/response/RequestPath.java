package io.tradebus.core.client.response;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription for responses and the publication of requests that names it, from their opening to their end. Neither
 * can be had anew without the other.
 */
final class RequestPath {
    private enum Step {
        SUBSCRIBING,
        PUBLISHING,
        OPEN,
        CLOSED
    }

    private final Client client;
    private final RequestRoute route;
    private final long clientId;
    private final long responsesId;
    private final Consumer<Image> consider = this::consider;
    private Step step = Step.SUBSCRIBING;
    private @Nullable Subscription responses;
    private long requestsId;
    private @Nullable ExclusivePublication requests;

    private @Nullable Image answering;
    private @Nullable Image newest;
    private boolean hadTransports;
    private long requestPosition;

    /** Asks the driver for the subscription. */
    RequestPath(Client client, RequestRoute route) {
        this.client = client;
        this.route = route;
        clientId = client.clientId();
        responsesId = client.asyncAddSubscription(route.responseChannel(), route.responseStreamId());
    }

    /**
     * Goes on with the opening.
     *
     * @throws RuntimeException if the driver refuses
     */
    void advance() {
        if (step == Step.SUBSCRIBING) {
            Subscription found = client.findSubscription(responsesId);
            if (found != null) {
                responses = found;
                requestsId = client.asyncAddExclusivePublication(
                        RequestRoute.correlated(route.requestChannel(), found.registrationId()),
                        route.requestStreamId());
                step = Step.PUBLISHING;
            }
        } else if (step == Step.PUBLISHING) {
            ExclusivePublication found = client.findExclusivePublication(requestsId);
            if (found != null) {
                requests = found;
                step = Step.OPEN;
            }
        }
    }

    boolean isOpen() {
        return step == Step.OPEN;
    }

    /** Whether the driver does not know it any more, as it is or was: ids of the driver before mean nothing to the next. */
    boolean isGone() {
        return client.clientId() != clientId
                || responses != null && responses.isClosed()
                || requests != null && requests.isClosed();
    }

    /** Position after the last request, in bytes; 0 if there was none. */
    long requestPosition() {
        return requestPosition;
    }

    void requestPosition(long position) {
        requestPosition = position;
    }

    ExclusivePublication requests() {
        return Objects.requireNonNull(requests);
    }

    Subscription responses() {
        return Objects.requireNonNull(responses);
    }

    /** The session that a responder answers in, as {@link #follow} found it, or null. */
    @Nullable Image answering() {
        return answering;
    }

    /** Whether the responder that was found is not there any more. */
    boolean isAnsweringOver() {
        return answering != null && isOver(answering);
    }

    /** The newest session in which responses come, if it is newer than the one that was found before, or null. */
    @Nullable Image newer() {
        newest = null;
        responses().forEachImage(consider);
        return newest;
    }

    private void consider(Image image) {
        boolean isNewer = answering == null || image.correlationId() > answering.correlationId();
        if (isNewer && !hasEnded(image)) {
            newest = image;
        }
    }

    /** Takes a session for that of the responder. */
    void follow(Image image) {
        answering = image;
        hadTransports = false;
    }

    /**
     * Closes what there is.
     *
     * @return whether that was all; what the driver was asked for may come yet, to be closed with the next call
     */
    boolean close() {
        if (requests != null) {
            requests.close();
        }
        if (responses != null) {
            responses.close();
        }
        try {
            return closeWhatCame();
        } catch (RuntimeException e) {
            // Refused, or forgotten with the driver that was asked: nothing comes any more.
            return true;
        }
    }

    private boolean closeWhatCame() {
        if (step == Step.SUBSCRIBING) {
            Subscription late = client.findSubscription(responsesId);
            if (late == null) {
                return false;
            }
            late.close();
        } else if (step == Step.PUBLISHING) {
            ExclusivePublication late = client.findExclusivePublication(requestsId);
            if (late == null) {
                return false;
            }
            late.close();
        }
        step = Step.CLOSED;
        return true;
    }

    private boolean isOver(Image image) {
        if (hasEnded(image)) {
            return true;
        }
        // Nothing is heard of it; over IPC nothing ever is.
        int transports = image.activeTransportCount();
        hadTransports |= transports > 0;
        return hadTransports && transports == 0;
    }

    private static boolean hasEnded(Image image) {
        return image.isClosed() || image.isEndOfStream() || image.isRevoked();
    }
}
