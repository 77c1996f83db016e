package io.tradebus.core.driver.receiver;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Knows which places of a log lie inside frames, beyond the rebuild position of an image that has gaps.
 *
 * <p>Whoever reads a log goes from frame to frame. If a datagram were put so that it begins or ends inside a frame that is
 * there already, payload would be read as a header. No sender that means well sends such a datagram, but the network may
 * bring any. One that splits no frame can be put anywhere: it replaces whole frames or nothing.
 *
 * <p>Has one bit for each place where a frame may begin, over two terms: data goes to half a term beyond what was
 * consumed, and padding from there at most to the end of its term. The bits take 1/128 of a term, when something is first
 * missing and not before.
 */
final class FrameBounds {
    private static final int PLACE_SHIFT = Integer.numberOfTrailingZeros(DataFrame.FRAME_ALIGNMENT);

    private final int placeMask;
    private long @Nullable [] inside;
    private long begin;
    private long end;

    FrameBounds(int termLength) {
        placeMask = (2 * (termLength >>> PLACE_SHIFT)) - 1;
    }

    /** Whether a frame that is known reaches over either end of a range. */
    boolean isSplitBy(long position, int length) {
        return isInside(position) || isInside(position + length);
    }

    /** Gets to know the frames of a datagram. */
    void add(long position, DirectBuffer buffer, int offset, int length) {
        int done = 0;
        while (done < length) {
            int frameLength = DataFrame.alignedLength(DataFrame.frameLength(buffer, offset + done));
            add(position + done, frameLength);
            done += frameLength;
        }
    }

    /** Gets to know a frame, by its length rounded up. */
    void add(long position, int alignedLength) {
        long[] bits = inside;
        if (bits == null) {
            bits = new long[(placeMask + 1) / Long.SIZE];
            inside = bits;
        }
        long first = position >>> PLACE_SHIFT;
        long next = (position + alignedLength) >>> PLACE_SHIFT;
        if (begin == end) {
            begin = first;
            end = next;
        } else {
            begin = Math.min(begin, first);
            end = Math.max(end, next);
        }
        set(bits, first, first + 1, false);
        set(bits, first + 1, next, true);
    }

    /** Forgets what lies below a position. */
    void release(long position) {
        long[] bits = inside;
        if (bits != null && begin < end) {
            long target = Math.min(position >>> PLACE_SHIFT, end);
            if (begin < target) {
                set(bits, begin, target, false);
                begin = target;
            }
        }
    }

    private boolean isInside(long position) {
        long[] bits = inside;
        if (bits == null) {
            return false;
        }
        int place = (int) (position >>> PLACE_SHIFT) & placeMask;
        return (bits[place / Long.SIZE] >>> place & 1) != 0;
    }

    private void set(long[] bits, long from, long to, boolean value) {
        long next = from;
        while (next < to) {
            int place = (int) next & placeMask;
            int bit = place % Long.SIZE;
            int count = (int) Math.min(Long.SIZE - bit, to - next);
            long mask = -1L >>> (Long.SIZE - count) << bit;
            int word = place / Long.SIZE;
            bits[word] = value ? bits[word] | mask : bits[word] & ~mask;
            next += count;
        }
    }
}
