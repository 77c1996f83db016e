package io.tradebus.core.driver.sender;

import static io.tradebus.core.format.frame.DataFrame.FLAG_BEGIN;
import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes into messages when they are sent. See {@code docs/wire-protocol.md#timestamps-written-on-the-way}. It is written
 * into the log itself, into the first frame of each datagram, if that is the beginning of a message and has room for it.
 */
final class SendTimestamp {
    private final int offset;
    private final EpochNanoClock wallClock;

    private SendTimestamp(int offset, EpochNanoClock wallClock) {
        this.offset = offset;
        this.wallClock = wallClock;
    }

    /**
     * For a channel.
     *
     * @param offset see {@link TimestampOffset}
     * @param wallClock nanoseconds since the epoch
     * @return null if the channel does not ask for it
     */
    static @Nullable SendTimestamp of(int offset, EpochNanoClock wallClock) {
        return offset == TimestampOffset.NONE ? null : new SendTimestamp(offset, wallClock);
    }

    /**
     * Stamps datagrams that are about to be sent.
     *
     * @param termOffset where the first one begins
     * @param length of all of them in bytes
     * @param segmentLength of each but the last
     */
    void stamp(UnsafeBuffer term, int termOffset, int length, int segmentLength) {
        for (int datagram = termOffset, end = termOffset + length; datagram < end; datagram += segmentLength) {
            boolean isBegin =
                    !DataFrame.isPadding(term, datagram) && (DataFrame.flags(term, datagram) & FLAG_BEGIN) != 0;
            // The datagram may be longer, but what follows the frame is another message.
            long lastOffset = (long) DataFrame.frameLength(term, datagram) - HEADER_LENGTH - Long.BYTES;
            if (isBegin && offset <= lastOffset) {
                term.putLong(DataFrame.payloadOffset(datagram) + offset, wallClock.nanoTime());
            }
        }
    }
}
