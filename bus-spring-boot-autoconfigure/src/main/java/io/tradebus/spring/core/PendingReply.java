package io.tradebus.spring.core;

import io.tradebus.core.RequestFailedException;
import io.tradebus.core.RequestFailedException.Reason;
import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.core.runtime.RuntimeClocks;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The future of a reply. What it is completed with is read by whoever polls the requester; it is completed by the thread that
 * is there for it, or at once if nobody but the one who waits can see it.
 */
class PendingReply<R extends @Nullable Object> extends BusFuture<R> implements ReplyHandler {
    private final String stream;
    private final ReplyReader<R> reader;
    private final Duration timeout;
    private final @Nullable ReplyQueue completions;
    private @Nullable R reply;
    private @Nullable Throwable failure;

    /** The one behind it among those to be completed; for {@link ReplyQueue}. */
    @Nullable PendingReply<?> next;

    /**
     * The future of a request that is about to be sent.
     *
     * @param completions takes it when it is to be completed; null if it is completed at once
     * @param stepped what has the bus run while somebody waits; null where the bus has threads
     */
    PendingReply(
            String stream,
            ReplyReader<R> reader,
            Duration timeout,
            @Nullable ReplyQueue completions,
            @Nullable RuntimeClocks stepped) {
        super(stepped);
        this.stream = stream;
        this.reader = reader;
        this.timeout = timeout;
        this.completions = completions;
    }

    @Override
    public void onReply(DirectBuffer buffer, int offset, int length) {
        try {
            reply = reader.read(buffer, offset, length);
        } catch (Throwable e) {
            failure = e;
        }
        end();
    }

    @Override
    public void onEnd(RequestEnd end) {
        failure = new RequestFailedException(
                stream,
                switch (end) {
                    case TIMED_OUT -> Reason.TIMED_OUT;
                    case PEER_LOST -> Reason.PEER_LOST;
                    case CLOSED -> Reason.CLOSED;
                },
                timeout,
                true);
        end();
    }

    private void end() {
        if (completions == null) {
            complete();
        } else {
            completions.add(this);
        }
    }

    /** For the thread that completes it. */
    @SuppressWarnings("NullAway") // A reply may be read as null where R allows it.
    void complete() {
        Throwable thrown = failure;
        if (thrown == null) {
            complete(reply);
        } else {
            completeExceptionally(thrown);
        }
    }

    /** It was not sent. For the thread that asked. */
    void reject(long code, BusRuntimeLifecycle lifecycle) {
        completeExceptionally(rejection(code, lifecycle));
    }

    /** @param lifecycle knows whether there is a driver at all */
    RequestFailedException rejection(long code, BusRuntimeLifecycle lifecycle) {
        Reason reason = reasonOf(code);
        String lostDriver = reason == Reason.NOT_CONNECTED ? lifecycle.lostDriver() : null;
        return new RequestFailedException(stream, reason, timeout, false, lostDriver);
    }

    private static Reason reasonOf(long code) {
        if (code == Requester.IN_FLIGHT_LIMIT) {
            return Reason.IN_FLIGHT_LIMIT;
        }
        return switch (OfferStatus.of(code)) {
            case BACK_PRESSURED, ADMIN_ACTION -> Reason.BACK_PRESSURED;
            case CLOSED -> Reason.CLOSED;
            default -> Reason.NOT_CONNECTED;
        };
    }
}
