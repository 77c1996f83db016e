package io.tradebus.core.driver.receiver;

/** Lets something pass once a second, however often it comes: who sends it may do so as fast as the network carries it. */
final class Throttle {
    private static final long SPACING_NS = 1_000_000_000L;

    private boolean hasPassed;
    private long passedNs;

    boolean mayPass(long nowNs) {
        if (hasPassed && nowNs - passedNs < SPACING_NS) {
            return false;
        }
        hasPassed = true;
        passedNs = nowNs;
        return true;
    }
}
