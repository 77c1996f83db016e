package io.tradebus.core.driver.sender;

/**
 * How many datagrams a stream may send in one cycle, so that a cycle ends soon however many streams have something to send.
 *
 * <p>Where each datagram costs a call, that is a few, as configured. Where one call takes many, streams share what a cycle may
 * send by how many they were in the cycle before: one alone fills two calls, and many get no less than the few. A datagram
 * that goes to several destinations counts once for each.
 */
final class SendBudget {
    /** Datagrams in one cycle that are shared. */
    static final int SHARED = 256;

    /** Calls that one stream fills in one cycle. */
    static final int MAX_CALLS = 2;

    /** The most bytes in one call, which is the most that a datagram of IPv4 holds. */
    static final int MAX_CALL_LENGTH = 65_507;

    /** Runs of one stream in one cycle, unless the few are more: each costs a call, however short it is. */
    static final int MAX_RUNS = 8;

    private final int least;
    private int each;
    private int left;
    private int busyStreams;

    /** @param least datagrams that every stream may send in every cycle */
    SendBudget(int least) {
        this.least = least;
        each = least;
    }

    /** A cycle begins. */
    void beginCycle() {
        each = SHARED / Math.max(1, busyStreams);
        left = SHARED;
        busyStreams = 0;
    }

    /** Runs that a stream may send in one cycle. */
    int runs() {
        return Math.max(least, MAX_RUNS);
    }

    /** A stream has sent so many datagrams in this cycle, to that many destinations each. */
    void onSent(int datagrams, int destinations) {
        busyStreams++;
        left = (int) Math.max(0, left - (long) datagrams * destinations);
    }

    /**
     * Datagrams that a stream may send now.
     *
     * @param perCall how many the port sends in one call
     * @param mtuLength most bytes of one
     * @param destinations to how many each goes
     */
    int datagrams(int perCall, int mtuLength, int destinations) {
        int calls = MAX_CALLS * datagramsOfCall(perCall, mtuLength);
        int share = Math.min(each, left) / Math.max(1, destinations);
        return perCall == 1 ? least : Math.max(least, Math.min(calls, share));
    }

    /** Datagrams of a run, so that it is one call where one call takes many; parameters as in {@link #datagrams}. */
    int datagramsOfRun(int perCall, int mtuLength) {
        return Math.max(least, datagramsOfCall(perCall, mtuLength));
    }

    private static int datagramsOfCall(int perCall, int mtuLength) {
        return Math.min(perCall, MAX_CALL_LENGTH / mtuLength);
    }
}
