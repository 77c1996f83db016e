package io.tradebus.core.driver.receiver;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes into messages when they arrived. Specified in {@code docs/wire-protocol.md#timestamps-written-on-the-way}. */
final class ArrivalTime {
    private ArrivalTime() {}

    /**
     * Writes a time into the first frame of a datagram, if it begins a message and the place lies in the frame.
     *
     * @param length of the datagram in bytes, of which the first header is valid
     * @param payloadOffset where to write in the payload; see {@link io.tradebus.core.format.channel.TimestampOffset}
     */
    static void write(UnsafeBuffer buffer, int offset, int length, int payloadOffset, long timeNs) {
        boolean isBegin = DataFrame.type(buffer, offset) == DataFrame.TYPE_DATA
                && (DataFrame.flags(buffer, offset) & DataFrame.FLAG_BEGIN) != 0;
        // A heartbeat has no length, so it has no place either.
        int end = Math.min(length, DataFrame.frameLength(buffer, offset)) - DataFrame.HEADER_LENGTH - Long.BYTES;
        if (isBegin && payloadOffset <= end) {
            buffer.putLong(DataFrame.payloadOffset(offset) + payloadOffset, timeNs);
        }
    }
}
