package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.runtime.ReplyCounts;
import java.util.Map;

/** What is counted of requests and replies, by name: all that may be a reason to worry, and against what to hold it. */
final class ExchangeCounts {
    private ExchangeCounts() {}

    static void add(Map<Count, Long> counts, String stream, RequestCounts requests) {
        counts.put(sent(stream), requests.sent());
        counts.put(timedOut(stream), requests.timedOut());
        counts.put(late(stream), requests.late());
        counts.put(lost(stream), requests.lost());
        counts.put(unknown(stream), requests.unknown());
        counts.put(refused(stream), requests.refused());
    }

    static void add(Map<Count, Long> counts, String stream, String listener, ReplyCounts replies) {
        counts.put(gone(stream, listener), replies.gone());
        counts.put(refused(stream, listener), replies.refused());
    }

    static Count sent(String stream) {
        return new Count("requests", stream);
    }

    static Count timedOut(String stream) {
        return new Count("requests timed out", stream);
    }

    static Count late(String stream) {
        return new Count("replies late", stream);
    }

    static Count lost(String stream) {
        return new Count("requests lost", stream);
    }

    static Count unknown(String stream) {
        return new Count("replies unknown", stream);
    }

    static Count refused(String stream) {
        return new Count("requesters refused", stream);
    }

    static Count gone(String stream, String listener) {
        return new Count("replies gone", stream + " " + listener);
    }

    static Count refused(String stream, String listener) {
        return new Count("responders refused", stream + " " + listener);
    }
}
