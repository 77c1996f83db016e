package io.tradebus.core.driver.conductor.resource;

import org.agrona.collections.LongHashSet;

/**
 * Chooses session ids and knows which are in use. An id is in use for one stream within one medium; here the medium is
 * IPC. Automatic ids count up from a random start and jump over the reserved range.
 */
public final class SessionIds {
    private final int reservedLow;
    private final int reservedHigh;
    private final LongHashSet inUse = new LongHashSet();
    private int next;

    /**
     * @param reservedLow first id that is never chosen automatically
     * @param reservedHigh last id that is never chosen automatically
     * @param start where automatic ids begin
     */
    public SessionIds(int reservedLow, int reservedHigh, int start) {
        this.reservedLow = reservedLow;
        this.reservedHigh = reservedHigh;
        next = start;
    }

    /** The next automatic id that is not in use on the stream. Two calls never give the same one in a row. */
    public int nextAvailable(int streamId) {
        int sessionId = advance();
        while (isInUse(sessionId, streamId)) {
            sessionId = advance();
        }
        return sessionId;
    }

    public boolean isInUse(int sessionId, int streamId) {
        return inUse.contains(key(sessionId, streamId));
    }

    public void use(int sessionId, int streamId) {
        inUse.add(key(sessionId, streamId));
    }

    public void release(int sessionId, int streamId) {
        inUse.remove(key(sessionId, streamId));
    }

    private int advance() {
        int sessionId = next++;
        if (reservedLow <= sessionId && sessionId <= reservedHigh) {
            sessionId = reservedHigh + 1;
            next = sessionId + 1;
        }
        return sessionId;
    }

    private static long key(int sessionId, int streamId) {
        return (long) sessionId << 32 | streamId & 0xFFFF_FFFFL;
    }
}
