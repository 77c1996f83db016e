package io.tradebus.core.runtime;

/**
 * How long the supervising thread sleeps between two turns. What happens to a driver, its streams and those who ask takes some turns
 * to look after, one interval after the other; while nothing happens there is less to see. For the supervising thread, except
 * where said.
 */
final class SupervisionPace {
    /** So many turns come one interval after the other when something has happened. */
    static final int STIRRED_TURNS = 25;

    /** So many intervals are between two turns while nothing happens. */
    static final int QUIET_INTERVALS = 5;

    private final long intervalNs;
    private volatile boolean isStirred = true;
    private volatile boolean isQuiet;
    private int turns;

    SupervisionPace(long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /** Something has happened. For any thread. Returns whether the thread is to be woken: it sleeps for longer, or is about to. */
    boolean onStirred() {
        isStirred = true;
        return isQuiet;
    }

    /**
     * Nanoseconds until the next turn.
     *
     * @param isSettled whether there is a driver, and nothing to ask it for again
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
        return isQuiet ? QUIET_INTERVALS * intervalNs : intervalNs;
    }
}
