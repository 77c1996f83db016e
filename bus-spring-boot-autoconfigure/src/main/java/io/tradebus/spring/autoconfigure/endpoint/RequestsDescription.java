package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.core.runtime.RequesterView;
import org.jspecify.annotations.Nullable;

/**
 * What this application asks by a stream of requests, since it was opened. Each request that was sent is replied to, timed
 * out, lost, or in flight.
 *
 * @param connected whether a responder is there
 * @param inFlight requests that wait for their replies
 * @param sent requests that were published
 * @param replied requests with a reply
 * @param timedOut requests without a reply before their deadline
 * @param lost requests whose responder went away
 * @param rejected requests that were not sent: no room, no responder, or too many in flight
 * @param late replies that came after the end of their request
 * @param unknown replies to nothing that was asked
 * @param refused times the driver refused the channels
 * @param lastRefusal why it did, the last time; left out if it never did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestsDescription(
        boolean connected,
        int inFlight,
        long sent,
        long replied,
        long timedOut,
        long lost,
        long rejected,
        long late,
        long unknown,
        long refused,
        @Nullable String lastRefusal) {
    static @Nullable RequestsDescription of(@Nullable RequesterView requester) {
        if (requester == null) {
            return null;
        }
        RequestCounts counts = requester.counts();
        return new RequestsDescription(
                requester.isConnected(),
                counts.inFlight(),
                counts.sent(),
                counts.replied(),
                counts.timedOut(),
                counts.lost(),
                counts.rejected(),
                counts.late(),
                counts.unknown(),
                counts.refused(),
                requester.lastRefusal());
    }

    /**
     * What a listener replies to one of its streams.
     *
     * @param sent replies that were published to who asked
     * @param gone replies for nobody: who asked is gone, or never waited for one
     * @param refused times the driver refused what they are published by
     * @param lastRefusal why it did, the last time; left out if it never did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Replies(
            long sent, long gone, long refused, @Nullable String lastRefusal) {
        static @Nullable Replies of(@Nullable ReplyCounts counts) {
            return counts == null
                    ? null
                    : new Replies(counts.sent(), counts.gone(), counts.refused(), counts.lastRefusal());
        }
    }
}
