package io.tradebus.core.driver.media;

import io.tradebus.core.format.frame.DataFrame;
import java.util.Random;
import org.agrona.DirectBuffer;

/** Loses datagrams at random, of some types or of all. The same seed loses the same ones. */
final class RandomLoss implements LossRule {
    /** Every datagram may be lost, whatever its first frame is. */
    static final long ALL_TYPES = -1;

    private static final int COMMON_HEADER_LENGTH = 8;

    private final Random random;
    private final double rate;
    private final long typeMask;

    /**
     * A new random sequence.
     *
     * @param rate part of the datagrams that is lost, from 0 to 1
     * @param typeMask bit n is set if datagrams may be lost whose first frame is of type n, or {@link #ALL_TYPES}
     */
    RandomLoss(double rate, long seed, long typeMask) {
        random = new Random(seed);
        this.rate = rate;
        this.typeMask = typeMask;
    }

    @Override
    public boolean isLost(DirectBuffer buffer, int offset, int length) {
        return isMeant(buffer, offset, length) && random.nextDouble() < rate;
    }

    private boolean isMeant(DirectBuffer buffer, int offset, int length) {
        if (typeMask == ALL_TYPES) {
            return true;
        }
        if (length < COMMON_HEADER_LENGTH) {
            return false;
        }
        int type = DataFrame.type(buffer, offset);
        return type < Long.SIZE && (typeMask >> type & 1) != 0;
    }
}
