package io.tradebus.core.client.request;

/**
 * What became of the requests of one {@link Requester} so far. Each that was sent is in exactly one of {@code replied},
 * {@code timedOut}, {@code lost}, {@code closed} and {@code inFlight}.
 *
 * @param sent requests that were published
 * @param rejected requests that were not published: no room, no responder, or too many in flight
 * @param replied requests with a reply
 * @param timedOut requests without a reply before their deadline
 * @param lost requests whose responder went away
 * @param closed requests that were in flight when the requester was closed
 * @param inFlight requests that have not ended
 * @param late replies that came after the end of their request, or a second time
 * @param unknown replies to nothing that was ever asked
 * @param refused times that the driver refused the channels
 */
public record RequestCounts(
        long sent,
        long rejected,
        long replied,
        long timedOut,
        long lost,
        long closed,
        int inFlight,
        long late,
        long unknown,
        long refused) {}
