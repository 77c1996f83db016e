package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.runtime.RequesterView;
import org.jspecify.annotations.Nullable;

/**
 * How this application was doing with its requests at a moment.
 *
 * @param isConnected whether a responder is there
 * @param maxInFlight most requests at a time
 * @param counts what became of the requests since the stream was opened
 * @param lastRefusal why the driver refused the channels the last time; null if it never did
 */
record RequesterFacts(
        boolean isConnected,
        int maxInFlight,
        RequestCounts counts,
        @Nullable String lastRefusal) {
    static RequesterFacts of(RequesterView requester) {
        return new RequesterFacts(
                requester.isConnected(), requester.maxInFlight(), requester.counts(), requester.lastRefusal());
    }
}
