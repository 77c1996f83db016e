package io.tradebus.core.client.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight: numbers them, finds them by number and by deadline, and gives each of them out exactly once. Time
 * is passed in. For one thread at a time; allocates nothing after its construction but when all are taken out.
 *
 * <p>A number names a slot in its low bits, and in the others how often that slot has been used, so that no number comes
 * twice and none is 0.
 */
final class RequestTable {
    /** What {@link #add} returns when as many requests are in flight as may be. */
    static final long FULL = -1;

    private final @Nullable ReplyHandler[] handlers;
    private final long[] uses;
    private final int[] free;
    private final int slotBits;
    private final DeadlineHeap deadlines;
    private int freeCount;
    private long late;
    private long unknown;

    /** @param maxInFlight most requests at a time, at least 1 */
    RequestTable(int maxInFlight) {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1, but was " + maxInFlight);
        }
        handlers = new ReplyHandler[maxInFlight];
        uses = new long[maxInFlight];
        free = new int[maxInFlight];
        slotBits = Integer.SIZE - Integer.numberOfLeadingZeros(maxInFlight - 1);
        deadlines = new DeadlineHeap(maxInFlight);
        for (int slot = maxInFlight - 1; slot >= 0; slot--) {
            free[freeCount++] = slot;
        }
    }

    /** Takes a request in and returns its number, which is positive, or {@link #FULL}. */
    long add(ReplyHandler handler, long deadlineNs) {
        if (freeCount == 0) {
            return FULL;
        }
        int slot = free[--freeCount];
        handlers[slot] = handler;
        uses[slot]++;
        deadlines.add(slot, deadlineNs);
        return numberOf(slot);
    }

    /** Takes the request out to which a reply has come; null, and counted, if it is not in flight. */
    @Nullable ReplyHandler takeReplied(long number) {
        int slot = (int) (number & ((1L << slotBits) - 1));
        long use = number >> slotBits;
        if (use <= 0 || slot >= handlers.length || use > uses[slot]) {
            unknown++;
            return null;
        } else if (use < uses[slot] || handlers[slot] == null) {
            late++;
            return null;
        }
        return take(slot);
    }

    /** Takes out what was not sent after all. Returns false if it has ended already. */
    boolean cancel(long number) {
        int slot = (int) (number & ((1L << slotBits) - 1));
        return number >> slotBits == uses[slot] && handlers[slot] != null && take(slot) != null;
    }

    /** Takes a request out whose deadline has come, the earliest first; null if there is none. */
    @Nullable ReplyHandler takeExpired(long nowNs) {
        int slot = deadlines.first();
        return slot == DeadlineHeap.NONE || !deadlines.isDue(slot, nowNs) ? null : take(slot);
    }

    /** Nanoseconds until the earliest deadline, 0 or less if it has come; {@link Long#MAX_VALUE} if there is none. */
    long leftNs(long nowNs) {
        int slot = deadlines.first();
        return slot == DeadlineHeap.NONE ? Long.MAX_VALUE : deadlines.leftNs(slot, nowNs);
    }

    /** Takes all requests out, the earliest deadline first. */
    List<ReplyHandler> takeAll() {
        List<ReplyHandler> all = new ArrayList<>(inFlight());
        for (int slot = deadlines.first(); slot != DeadlineHeap.NONE; slot = deadlines.first()) {
            all.add(take(slot));
        }
        return all;
    }

    int inFlight() {
        return handlers.length - freeCount;
    }

    /** Replies that came after the end of their request, or a second time. */
    long late() {
        return late;
    }

    /** Replies to nothing that was ever asked. */
    long unknown() {
        return unknown;
    }

    private long numberOf(int slot) {
        return uses[slot] << slotBits | slot;
    }

    private @Nullable ReplyHandler take(int slot) {
        ReplyHandler taken = handlers[slot];
        handlers[slot] = null;
        free[freeCount++] = slot;
        deadlines.remove(slot);
        return taken;
    }
}
