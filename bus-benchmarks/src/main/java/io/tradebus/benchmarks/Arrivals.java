package io.tradebus.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * Counts the messages that arrive on many streams, and ends the wait for those that do not: once a stream that was connected is
 * not any more, or when all of it takes too long, as it does where most of what is sent is lost. One thread.
 */
final class Arrivals {
    /** From the first message on. */
    static final long TIMEOUT_S = 60;

    private static final long CHECK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Inlet[] inlets;
    private final boolean[] wereConnected;
    private final long expected;
    private long arrived;
    private long deadlineNs;
    private long nextCheckNs;

    /** @param expected messages of all streams */
    Arrivals(Inlet[] inlets, long expected) {
        this.inlets = inlets.clone();
        this.expected = expected;
        wereConnected = new boolean[inlets.length];
    }

    boolean areComplete() {
        return arrived >= expected;
    }

    /**
     * Takes note of what a poll of all streams has brought.
     *
     * @throws IllegalStateException if there is no use in waiting for the others
     */
    void onPolled(int messages) {
        onPolled(messages, System.nanoTime());
    }

    /** As above, at a given {@link System#nanoTime()}. */
    void onPolled(int messages, long nowNs) {
        if (messages > 0) {
            if (arrived == 0) {
                deadlineNs = nowNs + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
                nextCheckNs = nowNs;
            }
            arrived += messages;
        }
        if (arrived > 0 && nowNs - nextCheckNs >= 0 && !areComplete()) {
            nextCheckNs = nowNs + CHECK_INTERVAL_NS;
            check(nowNs);
        }
    }

    private void check(long nowNs) {
        for (int i = 0; i < inlets.length; i++) {
            boolean isConnected = inlets[i].isConnected();
            if (wereConnected[i] && !isConnected) {
                throw new IllegalStateException("the image of stream " + (i + 1) + " was lost with " + missing());
            }
            wereConnected[i] = isConnected;
        }
        if (nowNs - deadlineNs >= 0) {
            throw new IllegalStateException("after " + TIMEOUT_S + " s there were " + missing());
        }
    }

    private String missing() {
        return (expected - arrived) + " of " + expected + " messages to come";
    }
}
