package io.tradebus.core.driver.exchange;

import java.net.InetSocketAddress;

/**
 * A stream that is offered to this machine, and that somebody here reads.
 *
 * @param endpointId where it was heard
 * @param transportId by which of the endpoint's transports
 * @param start where the sender stands
 * @param termLength bytes of each of its terms, as the sender says
 * @param mtuLength its largest frame in bytes, as the sender says
 * @param flags of the SETUP
 * @param source where it came from
 * @param control where to answer
 */
public record SetupNotice(
        long endpointId,
        long transportId,
        int sessionId,
        int streamId,
        Start start,
        int termLength,
        int mtuLength,
        int flags,
        InetSocketAddress source,
        InetSocketAddress control) {
    /** Where the sender stands: its first term, the term it is in, and bytes into that term. */
    public record Start(int initialTermId, int activeTermId, int termOffset) {}
}
