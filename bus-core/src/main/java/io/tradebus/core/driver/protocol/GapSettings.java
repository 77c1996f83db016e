package io.tradebus.core.driver.protocol;

/**
 * How many gaps are asked for at the same time.
 *
 * @param maxOutstanding gaps, from 1, only the oldest, to {@link #MAX_OUTSTANDING}
 * @param requestsPerRoundTrip most requests for other gaps than the oldest in a round trip
 * @param maxBytesPerRoundTrip most bytes that those ask for; not less than the MTU, since a sender sends whole frames
 * @param minRoundTripNs least nanoseconds that a round trip is taken for
 */
public record GapSettings(int maxOutstanding, int requestsPerRoundTrip, int maxBytesPerRoundTrip, long minRoundTripNs) {
    /** Most gaps that may be asked for at the same time. */
    public static final int MAX_OUTSTANDING = 64;

    /** Only the oldest, as stock drivers do. */
    public static final GapSettings ONE_AT_A_TIME = new GapSettings(1, 0, Integer.MAX_VALUE, 1);

    private static final long UNICAST_MIN_ROUND_TRIP_NS = 250_000;

    /** How long a stock sender takes further requests for a range for echoes. */
    private static final long SENDER_LINGER_NS = 10_000_000;

    /** Ranges that a stock sender knows at the same time, less the oldest gap's. */
    private static final int SENDER_POOL = 15;

    public GapSettings {
        if (maxOutstanding < 1 || maxOutstanding > MAX_OUTSTANDING || requestsPerRoundTrip < 0) {
            throw new IllegalArgumentException("gaps must be from 1 to " + MAX_OUTSTANDING
                    + " and requests at least 0, but were " + maxOutstanding + " and " + requestsPerRoundTrip);
        }
    }

    /** With rounds that are as long as those of many receivers have to be. */
    public GapSettings(int maxOutstanding, int requestsPerRoundTrip, int maxBytesPerRoundTrip) {
        this(maxOutstanding, requestsPerRoundTrip, maxBytesPerRoundTrip, SENDER_LINGER_NS);
    }

    /**
     * What suits an image.
     *
     * @param maxOutstanding gaps that may be asked for at the same time
     * @param isReliable whether gaps are asked for; those that are filled instead are so one at a time
     * @param hasGroupSemantics whether there are other receivers
     * @param windowLength of the receiver in bytes
     */
    public static GapSettings of(int maxOutstanding, boolean isReliable, boolean hasGroupSemantics, int windowLength) {
        if (!isReliable || maxOutstanding <= 1) {
            return ONE_AT_A_TIME;
        }
        int gaps = Math.min(maxOutstanding, MAX_OUTSTANDING);
        return hasGroupSemantics
                ? new GapSettings(gaps, Math.min(gaps - 1, SENDER_POOL), windowLength, SENDER_LINGER_NS)
                : new GapSettings(gaps, gaps - 1, windowLength, UNICAST_MIN_ROUND_TRIP_NS);
    }
}
