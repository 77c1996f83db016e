package io.tradebus.core.format.log;

import org.agrona.DirectBuffer;

/** Gives the eight bytes that travel in the header of each frame at the disposal of the application. */
@FunctionalInterface
public interface ReservedValueSupplier {
    /**
     * The value for one frame, asked for once its payload is in place, by the thread that appends.
     *
     * @param term holds the frame
     * @param termOffset where the header of the frame begins in {@code term}
     * @param frameLength length of the frame in bytes, header included
     */
    long get(DirectBuffer term, int termOffset, int frameLength);
}
