package io.tradebus.core.driver.protocol;

import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.format.log.Positions;
import java.util.Arrays;

/**
 * Decides which requests for lost data are answered, and when. Specified in {@code docs/wire-protocol.md#sending-again}.
 *
 * <p>A range that was sent again stays known for a while, the linger, in which requests for it are taken for echoes and
 * ignored. A sender with one receiver knows one range, and another request replaces it; one with many receivers knows a
 * fixed number, and drops what goes beyond.
 *
 * <p>Belongs to one publication and its sender. A request whose range was delayed is answered in {@link #onTick}, during
 * which {@link #onNak} must not be called.
 */
public final class RetransmitSchedule {
    /** What became of a request. */
    public enum Outcome {
        /** It was answered at once. */
        RESENT,
        /** It will be answered when its delay is over. */
        DELAYED,
        /** It asks for nothing. */
        EMPTY,
        /** It begins in a range that is being sent again, or was a moment ago. */
        ALREADY_ACTIVE,
        /** There are as many ranges as there may be. */
        OVERFLOW,
        /** It cannot be about this stream. */
        INVALID
    }

    /** What a slot is doing. */
    private enum SlotState {
        FREE,
        DELAYED,
        LINGERING
    }

    private static final int NO_SLOT = -1;

    private final boolean isReplacing;
    private final long delayNs;
    private final long lingerNs;
    private final Resender resender;
    private final SlotState[] states;
    private final int[] termIds;
    private final int[] termOffsets;
    private final int[] lengths;
    private final long[] deadlinesNs;

    private RetransmitSchedule(boolean isReplacing, int slots, long delayNs, long lingerNs, Resender resender) {
        this.isReplacing = isReplacing;
        this.delayNs = delayNs;
        this.lingerNs = lingerNs;
        this.resender = resender;
        states = new SlotState[slots];
        Arrays.fill(states, SlotState.FREE);
        termIds = new int[slots];
        termOffsets = new int[slots];
        lengths = new int[slots];
        deadlinesNs = new long[slots];
    }

    /** For a channel with one receiver. */
    public static RetransmitSchedule forOneReceiver(long delayNs, long lingerNs, Resender resender) {
        return new RetransmitSchedule(true, 1, delayNs, lingerNs, resender);
    }

    /**
     * For a channel with many receivers.
     *
     * @param maxResend ranges that are known at the same time
     */
    public static RetransmitSchedule forManyReceivers(int maxResend, long delayNs, long lingerNs, Resender resender) {
        return new RetransmitSchedule(false, maxResend, delayNs, lingerNs, resender);
    }

    /** Whether what lies at a position may be sent again: it was sent, and is not so old that it may be overwritten. */
    public static boolean isInReach(long position, long senderPosition, int termLength) {
        long oldest = senderPosition - termLength / 2 - Positions.maxMessageLength(termLength);
        return position >= oldest && position < senderPosition;
    }

    /**
     * Takes a request.
     *
     * @param maxRetransmitLength most bytes that are sent again for one request
     */
    public Outcome onNak(int termId, int termOffset, int length, int termLength, int maxRetransmitLength, long nowNs) {
        if (termOffset < 0 || termOffset > termLength - HEADER_LENGTH || length < 0) {
            return Outcome.INVALID;
        }
        if (length == 0) {
            return Outcome.EMPTY;
        }
        if (isKnown(termId, termOffset, nowNs)) {
            return Outcome.ALREADY_ACTIVE;
        }
        int slot = isReplacing ? 0 : freeSlot(nowNs);
        if (slot == NO_SLOT) {
            return Outcome.OVERFLOW;
        }
        termIds[slot] = termId;
        termOffsets[slot] = termOffset;
        lengths[slot] = Math.min(Math.min(length, termLength - termOffset), maxRetransmitLength);
        return start(slot, nowNs);
    }

    /** Answers the requests whose delay is over, and forgets ranges whose linger is; returns how many were answered. */
    public int onTick(long nowNs) {
        int resent = 0;
        for (int i = 0; i < states.length; i++) {
            if (states[i] != SlotState.FREE && nowNs - deadlinesNs[i] >= 0) {
                if (states[i] == SlotState.DELAYED) {
                    resend(i, nowNs);
                    resent++;
                } else {
                    states[i] = SlotState.FREE;
                }
            }
        }
        return resent;
    }

    /** Nanoseconds until the next request is to be answered, or {@link Long#MAX_VALUE} if none waits. */
    public long untilDueNs(long nowNs) {
        long leftNs = Long.MAX_VALUE;
        for (int i = 0; i < states.length; i++) {
            if (states[i] == SlotState.DELAYED) {
                leftNs = Math.min(leftNs, Math.max(0, deadlinesNs[i] - nowNs));
            }
        }
        return leftNs;
    }

    private Outcome start(int slot, long nowNs) {
        if (delayNs <= 0) {
            resend(slot, nowNs);
            return Outcome.RESENT;
        }
        states[slot] = SlotState.DELAYED;
        deadlinesNs[slot] = nowNs + delayNs;
        return Outcome.DELAYED;
    }

    private void resend(int slot, long nowNs) {
        states[slot] = SlotState.LINGERING;
        deadlinesNs[slot] = nowNs + lingerNs;
        resender.resend(termIds[slot], termOffsets[slot], lengths[slot]);
    }

    private boolean isKnown(int termId, int termOffset, long nowNs) {
        for (int i = 0; i < states.length; i++) {
            if (!isFree(i, nowNs) && termIds[i] == termId && covers(i, termOffset)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(int slot, int termOffset) {
        return termOffset >= termOffsets[slot] && termOffset - termOffsets[slot] < lengths[slot];
    }

    private int freeSlot(long nowNs) {
        for (int i = 0; i < states.length; i++) {
            if (isFree(i, nowNs)) {
                return i;
            }
        }
        return NO_SLOT;
    }

    /** A linger that is over counts as over, whether the tick that ends it has come or not. */
    private boolean isFree(int slot, long nowNs) {
        return states[slot] == SlotState.FREE || states[slot] == SlotState.LINGERING && nowNs - deadlinesNs[slot] >= 0;
    }
}
