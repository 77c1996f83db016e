package io.tradebus.core.client.response;

import io.tradebus.core.client.Claim;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Publication;
import io.tradebus.core.format.log.ReservedValueSupplier;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes requests and reads the responses to them and to nobody else's, whatever becomes of the responder or of the
 * drivers in between: the channel finds the responder again when it comes back, or another one in its place. It is open
 * until it is closed, or its client is.
 *
 * <p>A request may get lost with its responder, and so may its response. {@link RequestListener#onResponderLost} says when
 * that may have happened, so that an application that numbers its requests, for instance by the reserved value of frames,
 * can give up or repeat what is not answered. A responder that comes back may also answer a second time what it has
 * answered before.
 *
 * <p>For one thread at a time, which must call {@link #poll} again and again: the channel heals in there. Nothing
 * waits. See docs/guide/without-spring.md#requests.
 */
public final class RequestChannel implements AutoCloseable {
    private static final long CHECK_INTERVAL_NS = 10_000_000L;
    private static final int MAX_DOUBLINGS = 4;

    /** While a responder is there it is looked after that often, in nanoseconds, by whoever sleeps in between. */
    private static final long MAX_QUIET_NS = 50_000_000L;

    private final Client client;
    private final RequestRoute route;
    private final RequestTimeouts timeouts;
    private final RequestListener listener;
    private final NanoClock clock;
    private final ReservedValueSupplier numbered = (term, termOffset, frameLength) -> number();
    private final List<RequestPath> leaving = new ArrayList<>();
    private long number;
    private @Nullable RequestPath path;
    private boolean isAnswered;
    private boolean isClosed;
    private long checkNs;
    private boolean isCheckPending;
    private long openNs;
    private boolean isLosing;
    private long losingNs;
    private boolean isUnanswered;
    private long unansweredNs;
    private int doublings;

    /** A channel that opens with the next turns of {@link #poll}. */
    public RequestChannel(Client client, RequestRoute route, RequestListener listener) {
        this(client, route, RequestTimeouts.DEFAULT, listener, SystemNanoClock.INSTANCE);
    }

    /** {@link #RequestChannel(Client, RequestRoute, RequestListener)} with timeouts, by a clock. */
    public RequestChannel(
            Client client, RequestRoute route, RequestTimeouts timeouts, RequestListener listener, NanoClock clock) {
        this.client = client;
        this.route = route;
        this.timeouts = timeouts;
        this.listener = listener;
        this.clock = clock;
        openNs = clock.nanoTime();
        checkNs = openNs;
    }

    /** Whether requests can be published and a responder is there to answer them. */
    public boolean isConnected() {
        RequestPath current = path;
        return current != null && isAnswered && current.requests().isConnected();
    }

    /**
     * Publishes a request.
     *
     * @param reservedValue a number that the responder finds with the request, and sends back with its response
     * @return as {@link Publication#offer(DirectBuffer, int, int)} does; {@link Publication#NOT_CONNECTED} while there is no
     *     responder. {@link Publication#MAX_POSITION_EXCEEDED} is answered once, then the channel opens anew
     */
    public long offer(DirectBuffer buffer, int offset, int length, long reservedValue) {
        number = reservedValue;
        return offer(buffer, offset, length, numbered);
    }

    /** {@link #offer(DirectBuffer, int, int, long)} with what gives the reserved value of each frame. */
    public long offer(DirectBuffer buffer, int offset, int length, ReservedValueSupplier reservedValue) {
        RequestPath current = path;
        if (current == null || !isAnswered) {
            return isClosed ? Publication.CLOSED : Publication.NOT_CONNECTED;
        }
        return published(current, current.requests().offer(buffer, offset, length, reservedValue));
    }

    /** Claims a place for a request in the log, as {@link Publication#tryClaim} does; results are those of an offer. */
    public long tryClaim(int length, Claim claim) {
        RequestPath current = path;
        if (current == null || !isAnswered) {
            return isClosed ? Publication.CLOSED : Publication.NOT_CONNECTED;
        }
        return published(current, current.requests().tryClaim(length, claim));
    }

    /**
     * Delivers fragments of responses, and does what is to be done to have some.
     *
     * <p>What the handler or the listener throws comes out of here, and the channel goes on with the next call.
     *
     * @param fragmentLimit most fragments to deliver
     * @return fragments delivered
     */
    public int poll(FragmentHandler handler, int fragmentLimit) {
        if (isClosed) {
            leaving.removeIf(RequestPath::close);
            return 0;
        }
        RequestPath current = path;
        int fragments =
                current != null && current.isOpen() ? current.responses().poll(handler, fragmentLimit) : 0;
        // What has come is read before its responder is given up.
        if (fragments == 0) {
            long nowNs = clock.nanoTime();
            isCheckPending = nowNs - checkNs < 0;
            if (!isCheckPending) {
                checkNs = isAnswered ? nowNs + CHECK_INTERVAL_NS : nowNs;
                check(nowNs);
            }
        }
        return fragments;
    }

    /**
     * Nanoseconds until {@link #poll} has something to do though no response comes, and no session; 0 or less if that may be
     * at any time.
     */
    public long quietNs(long nowNs) {
        if (!leaving.isEmpty()) {
            return 0;
        } else if (isClosed) {
            return Long.MAX_VALUE;
        }
        RequestPath current = path;
        if (current == null) {
            return client.isAttached() ? openNs - nowNs : CHECK_INTERVAL_NS;
        } else if (!current.isOpen()) {
            return 0;
        }
        if (isCheckPending) {
            // What has woken the thread may be what the check is to see.
            return checkNs - nowNs;
        }
        return isAnswered ? MAX_QUIET_NS : CHECK_INTERVAL_NS;
    }

    /** Position after the last request, in bytes, in the present session; 0 while there was none. */
    public long requestPosition() {
        RequestPath current = path;
        return current == null ? 0 : current.requestPosition();
    }

    public boolean isClosed() {
        return isClosed;
    }

    /**
     * Ends the channel. Responses that are under way are not read. What the driver was only asked for is closed by the next
     * turns of {@link #poll}, or with the client. Closing again has no effect.
     */
    @Override
    public void close() {
        isClosed = true;
        closePath();
    }

    @Override
    public String toString() {
        return "RequestChannel{route=" + route + ", isConnected=" + isConnected() + ", isClosed=" + isClosed + '}';
    }

    /** A log that is full is left for a new one, and one that is closed is found out with the next poll. */
    private long published(RequestPath current, long result) {
        if (result > 0) {
            current.requestPosition(result);
        } else if (result == Publication.MAX_POSITION_EXCEEDED) {
            lose(ResponderLoss.Cause.RESPONDER_LOST, clock.nanoTime());
        }
        return result == Publication.CLOSED ? Publication.NOT_CONNECTED : result;
    }

    private void check(long nowNs) {
        leaving.removeIf(RequestPath::close);
        RequestPath current = path;
        if (client.isClosed()) {
            isClosed = true;
            lose(ResponderLoss.Cause.DRIVER_LOST, nowNs);
        } else if (current == null) {
            open(nowNs);
        } else if (!client.isAttached() || current.isGone()) {
            lose(ResponderLoss.Cause.DRIVER_LOST, nowNs);
        } else if (!current.isOpen()) {
            advance(current, nowNs);
        } else {
            watch(current, nowNs);
        }
    }

    private void open(long nowNs) {
        if (nowNs - openNs < 0 || !client.isAttached()) {
            return;
        }
        try {
            path = new RequestPath(client, route);
        } catch (RuntimeException e) {
            onRefused(e, nowNs);
        }
    }

    private void advance(RequestPath current, long nowNs) {
        try {
            current.advance();
        } catch (RuntimeException e) {
            closePath();
            onRefused(e, nowNs);
        }
    }

    private void onRefused(RuntimeException reason, long nowNs) {
        openNs = nowNs + timeouts.retryNs();
        // That it is closed, or has no driver, shows with the next check.
        if (client.isAttached()) {
            listener.onRefused(reason);
        }
    }

    private void watch(RequestPath current, long nowNs) {
        Image answering = current.answering();
        Image newer = current.newer();
        if (newer != null) {
            ResponderLoss loss =
                    answering == null ? null : loss(ResponderLoss.Cause.RESPONDER_CHANGED, current, answering);
            current.follow(newer);
            doublings = 0;
            onAnswered();
            tellOfResponder(loss, current.requests().sessionId(), newer.sessionId());
        } else if (answering == null) {
            giveUpWhenUnanswered(current, nowNs);
        } else if (current.isAnsweringOver()) {
            giveUpAfterGrace(nowNs);
        } else {
            onAnswered();
        }
    }

    private void tellOfResponder(@Nullable ResponderLoss loss, int requestSessionId, int responseSessionId) {
        try {
            if (loss != null) {
                listener.onResponderLost(loss);
            }
        } finally {
            listener.onResponder(requestSessionId, responseSessionId);
        }
    }

    private void onAnswered() {
        isAnswered = true;
        isLosing = false;
        isUnanswered = false;
    }

    private void giveUpAfterGrace(long nowNs) {
        isAnswered = false;
        if (!isLosing) {
            isLosing = true;
            losingNs = nowNs;
        }
        if (nowNs - losingNs >= timeouts.graceNs()) {
            lose(ResponderLoss.Cause.RESPONDER_LOST, nowNs);
        }
    }

    /** A driver that has been told of one responder may never heed the next one. */
    private void giveUpWhenUnanswered(RequestPath current, long nowNs) {
        if (!current.requests().isConnected()) {
            isUnanswered = false;
        } else if (!isUnanswered) {
            isUnanswered = true;
            unansweredNs = nowNs;
        } else if (nowNs - unansweredNs >= timeouts.silenceNs() << doublings) {
            doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
            closePath();
        }
    }

    private void lose(ResponderLoss.Cause cause, long nowNs) {
        RequestPath current = path;
        Image answering = current == null ? null : current.answering();
        openNs = nowNs;
        ResponderLoss loss = current == null || answering == null ? null : loss(cause, current, answering);
        closePath();
        if (loss != null) {
            listener.onResponderLost(loss);
        }
    }

    private void closePath() {
        RequestPath current = path;
        path = null;
        isAnswered = false;
        isLosing = false;
        isUnanswered = false;
        if (current != null && !current.close()) {
            leaving.add(current);
        }
    }

    private long number() {
        return number;
    }

    private static ResponderLoss loss(ResponderLoss.Cause cause, RequestPath path, Image answering) {
        return new ResponderLoss(
                cause,
                path.requests().sessionId(),
                path.requestPosition(),
                answering.sessionId(),
                answering.position());
    }
}
