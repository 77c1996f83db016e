package io.tradebus.core.format.log;

/**
 * The tail of a partition as one 64-bit value, so that term and offset change together: the term id in the upper half,
 * the offset in the lower. See {@code docs/shared-memory.md#tails}.
 *
 * <p>Publishers that meet the end of a term have added to the offset before they know, so it may be larger than the term
 * and has no sign.
 */
public final class RawTail {
    private static final long OFFSET_MASK = 0xFFFF_FFFFL;

    private RawTail() {}

    public static long pack(int termId, int termOffset) {
        return (long) termId << Integer.SIZE | termOffset & OFFSET_MASK;
    }

    public static int termId(long rawTail) {
        return (int) (rawTail >>> Integer.SIZE);
    }

    /** Offset in bytes as it was counted, which may lie beyond the end of the term. */
    public static long uncheckedOffset(long rawTail) {
        return rawTail & OFFSET_MASK;
    }

    /** Offset in bytes, at most the length of the term. */
    public static int offset(long rawTail, int termLength) {
        return (int) Math.min(rawTail & OFFSET_MASK, termLength);
    }
}
