package io.tradebus.spring.autoconfigure.metrics;

import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.spring.listener.BusListenerHandle;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

/** Which meters requests and replies have, and where their values come from. */
final class RequestMeters {
    private RequestMeters() {}

    static MeterSet requester(RequesterView requester) {
        String stream = requester.definition().name();
        return new MeterSet(requester)
                .with(BusMeter.REQUESTS_SENT, of(requester, RequestCounts::sent), stream)
                .with(BusMeter.REQUESTS_ENDED, of(requester, RequestCounts::replied), stream, "replied")
                .with(BusMeter.REQUESTS_ENDED, of(requester, RequestCounts::timedOut), stream, "timed_out")
                .with(BusMeter.REQUESTS_ENDED, of(requester, RequestCounts::lost), stream, "peer_lost")
                .with(BusMeter.REQUESTS_ENDED, of(requester, RequestCounts::closed), stream, "closed")
                .with(BusMeter.REQUESTS_ENDED, of(requester, RequestCounts::rejected), stream, "rejected")
                .with(BusMeter.REQUESTS_IN_FLIGHT, of(requester, RequestCounts::inFlight), stream)
                .with(BusMeter.REQUESTS_CONNECTED, () -> requester.isConnected() ? 1 : 0, stream)
                .with(BusMeter.REQUESTS_UNEXPECTED, of(requester, RequestCounts::late), stream, "late")
                .with(BusMeter.REQUESTS_UNEXPECTED, of(requester, RequestCounts::unknown), stream, "unknown")
                .with(BusMeter.REQUESTS_REFUSED, of(requester, RequestCounts::refused), stream);
    }

    private static DoubleSupplier of(RequesterView requester, ToLongFunction<RequestCounts> count) {
        return () -> count.applyAsLong(requester.counts());
    }

    /** Adds what a listener replies to one of its streams, if that is one of requests. */
    static void addReplies(MeterSet meters, BusListenerHandle listener, String stream) {
        if (listener.replies(stream) != null) {
            meters.with(BusMeter.REPLIES, of(listener, stream, ReplyCounts::sent), stream, listener.id(), "sent")
                    .with(BusMeter.REPLIES, of(listener, stream, ReplyCounts::gone), stream, listener.id(), "gone")
                    .with(BusMeter.REPLIES_REFUSED, of(listener, stream, ReplyCounts::refused), stream, listener.id());
        }
    }

    private static DoubleSupplier of(BusListenerHandle listener, String stream, ToLongFunction<ReplyCounts> count) {
        return () -> {
            ReplyCounts replies = listener.replies(stream);
            return replies == null ? 0 : count.applyAsLong(replies);
        };
    }
}
