package io.tradebus.core.format.log;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.FrameHeader;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts datagrams of data into the log of an image, in whatever order they come. See
 * {@code docs/wire-protocol.md#what-an-image-accepts}. Called by the receiver, one thread for each log, while subscribers
 * read.
 *
 * <p>A subscriber stops at the first frame without length. It may stand at the very place into which a datagram is put,
 * so the length of the first frame of the datagram is stored last: who sees it sees the other frames as well. Between
 * the frames of one datagram no subscriber can stand, since it cannot have passed the first one before.
 */
public final class TermInserter {
    private TermInserter() {}

    /**
     * Copies a datagram into its place, unless something is there already.
     *
     * @param termOffset where the datagram belongs: the offset in its first frame
     * @param packet holds the datagram, which {@code DatagramRules} has accepted as data and which is no heartbeat
     * @param length of the datagram in bytes
     * @return whether it was new
     */
    public static boolean insert(UnsafeBuffer term, int termOffset, DirectBuffer packet, int packetOffset, int length) {
        // Acquire, so that what is written here cannot be overtaken by the cleaning that made the place empty.
        if (DataFrame.frameLengthAcquire(term, termOffset) != 0) {
            return false;
        }
        int rest = FrameHeader.LENGTH;
        term.putBytes(termOffset + rest, packet, packetOffset + rest, length - rest);
        term.putLongRelease(termOffset, packet.getLong(packetOffset));
        return true;
    }
}
