package io.tradebus.core.runtime;

/**
 * How far a publisher had come when its driver was lost. What lies from {@link #consumedPosition} to
 * {@link #appendedPosition} may not have been delivered; everything before was.
 *
 * @param stream name of the stream, also of one of requests; {@code replies to <name>} for what a listener replied; channel and
 *     stream id of a publication that the application made with the runtime's client
 * @param sessionId session at the lost driver
 * @param consumedPosition up to where subscribers are known to have read, in bytes: on this host exactly how far the
 *     slowest was, over the network what receivers have told, less the largest window they may have
 * @param sentPosition up to where the driver had sent, in bytes; on this host the same as what was consumed
 * @param appendedPosition up to where the application had appended, in bytes
 */
public record PublisherLoss(
        String stream, int sessionId, long consumedPosition, long sentPosition, long appendedPosition) {
    /** Bytes that may not have been delivered. */
    public long undeliveredLength() {
        return appendedPosition - consumedPosition;
    }
}
