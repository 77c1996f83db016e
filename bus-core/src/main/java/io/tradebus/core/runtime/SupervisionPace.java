package io.tradebus.core.runtime;

import java.util.concurrent.TimeUnit;

/**
 * How long the supervising thread sleeps between two turns. What happens to a driver, its streams and those who ask takes some turns
 * to look after, one interval after the other; while nothing happens there is less to see. For the supervising thread, except
 * where said.
 */
final class SupervisionPace {
    /** So many turns come one interval after the other when something has happened. */
    static final int STIRRED_TURNS = 25;

    /** So many intervals are between two turns while nothing happens, unless that is longer than {@link #MAX_QUIET_NS}. */
    static final int QUIET_INTERVALS = 5;

    /** The pause grows to no more than that while nothing happens, in nanoseconds. */
    static final long MAX_QUIET_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long intervalNs;
    private final long quietNs;
    private volatile boolean isStirred = true;
    private volatile boolean isQuiet;
    private int turns;

    SupervisionPace(long intervalNs) {
        this.intervalNs = intervalNs;
        quietNs = Math.max(intervalNs, Math.min(QUIET_INTERVALS * intervalNs, MAX_QUIET_NS));
    }

    /** Something has happened. For any thread. Returns whether the thread is to be woken: it sleeps for longer, or is about to. */
    boolean onStirred() {
        isStirred = true;
        return isQuiet;
    }

    /**
     * Nanoseconds until the next turn.
     *
     * @param isSettled whether there is a driver, nothing to ask it for again, and nobody who waits for room
     */
    long pauseNs(boolean isSettled) {
        // First, so that who stirs now finds it so, or is seen.
        isQuiet = turns == 0 && isSettled;
        if (isStirred) {
            isStirred = false;
            isQuiet = false;
            turns = STIRRED_TURNS;
        }
        turns = Math.max(0, turns - 1);
        return isQuiet ? quietNs : intervalNs;
    }
}
