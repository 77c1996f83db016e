package io.tradebus.core.driver.conductor.resource;

import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.LongHashSet;

/**
 * Chooses session ids and knows which are in use. An id is in use for one stream of one channel; all of IPC is one
 * channel. Automatic ids count up from a random start and jump over the reserved range.
 */
public final class SessionIds {
    /** The one channel that IPC is. */
    public static final String IPC = "ipc";

    private final int reservedLow;
    private final int reservedHigh;
    private final Map<String, LongHashSet> inUseByChannel = new HashMap<>();
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

    /** The next automatic id that no channel uses for the stream. Two calls never give the same one in a row. */
    public int nextAvailable(int streamId) {
        int sessionId = advance();
        while (isInUseAnywhere(sessionId, streamId)) {
            sessionId = advance();
        }
        return sessionId;
    }

    /**
     * The next automatic id that is not in use for the stream.
     *
     * @param channel {@link #IPC}, or the canonical form of a network channel
     */
    public int nextAvailable(int streamId, String channel) {
        int sessionId = advance();
        while (isInUse(sessionId, streamId, channel)) {
            sessionId = advance();
        }
        return sessionId;
    }

    public boolean isInUse(int sessionId, int streamId, String channel) {
        LongHashSet inUse = inUseByChannel.get(channel);
        return inUse != null && inUse.contains(key(sessionId, streamId));
    }

    public void use(int sessionId, int streamId, String channel) {
        LongHashSet inUse = inUseByChannel.get(channel);
        if (inUse == null) {
            inUse = new LongHashSet();
            inUseByChannel.put(channel, inUse);
        }
        inUse.add(key(sessionId, streamId));
    }

    public void release(int sessionId, int streamId, String channel) {
        LongHashSet inUse = inUseByChannel.get(channel);
        if (inUse != null && inUse.remove(key(sessionId, streamId)) && inUse.isEmpty()) {
            inUseByChannel.remove(channel);
        }
    }

    private boolean isInUseAnywhere(int sessionId, int streamId) {
        for (String channel : inUseByChannel.keySet()) {
            if (isInUse(sessionId, streamId, channel)) {
                return true;
            }
        }
        return false;
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
