package io.tradebus.core.client;

/**
 * How far a publication had come when its client lost the driver. What lies from {@link #consumedPosition} to
 * {@link #appendedPosition} may not have been delivered; everything before was.
 *
 * @param publication which goes on with another log, unless it was closed; the first of the instances that shared the log
 * @param sessionId the session at the lost driver
 * @param consumedPosition up to where subscribers are known to have read, in bytes: on the same machine exactly how far
 *     the slowest of them was, over the network what the receivers have told, less the largest window they may have
 * @param sentPosition up to where the driver had sent, in bytes; on the same machine the same as what was consumed
 * @param appendedPosition up to where the application had appended, claims that it still holds included, in bytes
 */
public record PublicationLoss(
        Publication publication, int sessionId, long consumedPosition, long sentPosition, long appendedPosition) {
    /** Bytes that may not have been delivered. */
    public long undeliveredLength() {
        return appendedPosition - consumedPosition;
    }

    @Override
    public String toString() {
        return "channel " + publication.channel() + ", stream " + publication.streamId() + ", session " + sessionId
                + ": appended to " + appendedPosition + ", sent to " + sentPosition + ", consumed to "
                + consumedPosition;
    }
}
