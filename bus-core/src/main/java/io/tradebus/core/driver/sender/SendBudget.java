package io.tradebus.core.driver.sender;

/**
 * How many datagrams a stream may send in one cycle, so that a cycle ends soon however many streams have something to send.
 *
 * <p>Where each datagram costs a call, that is a few, as configured. Where one call takes many, streams share what a cycle may
 * send by how many they were in the cycle before: one alone fills a call, and many get no less than the few.
 */
final class SendBudget {
    /** Datagrams in one cycle that are shared. */
    static final int SHARED = 256;

    /** The most bytes of one stream in one cycle, unless the few are more. */
    static final int MAX_LENGTH = 128 << 10;

    /** Runs of one stream in one cycle, unless the few are more: each costs a call, however short it is. */
    static final int MAX_RUNS = 8;

    private final int least;
    private int each;
    private int busyStreams;

    /** @param least datagrams that every stream may send in every cycle */
    SendBudget(int least) {
        this.least = least;
        each = least;
    }

    /** A cycle begins. */
    void beginCycle() {
        each = SHARED / Math.max(1, busyStreams);
        busyStreams = 0;
    }

    /** Runs that a stream may send in one cycle. */
    int runs() {
        return Math.max(least, MAX_RUNS);
    }

    /** A stream has sent something in this cycle. */
    void onSent() {
        busyStreams++;
    }

    /**
     * Datagrams that a stream may send now.
     *
     * @param perCall how many the port sends in one call
     * @param mtuLength most bytes of one
     */
    int datagrams(int perCall, int mtuLength) {
        return perCall == 1 ? least : Math.max(least, Math.min(Math.min(each, perCall), MAX_LENGTH / mtuLength));
    }
}
