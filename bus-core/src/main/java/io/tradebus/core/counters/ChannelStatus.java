package io.tradebus.core.counters;

import org.agrona.concurrent.status.CountersReader;

/** What a channel is doing: values of the counters of types 6, 7 and 14. */
public final class ChannelStatus {
    public static final long INITIALIZING = 0;
    public static final long ACTIVE = 1;
    public static final long CLOSING = 2;
    public static final long ERRORED = -1;

    /** Counter id of a channel that has no status, since it does not leave the machine. */
    public static final int NO_COUNTER_ID = -1;

    /** Counter id of a client that was not told one yet. */
    private static final int UNKNOWN_COUNTER_ID = 0;

    private ChannelStatus() {}

    /** The status as a client reports it: a channel without a counter is always active. */
    public static long of(CountersReader counters, int counterId) {
        return switch (counterId) {
            case NO_COUNTER_ID -> ACTIVE;
            case UNKNOWN_COUNTER_ID -> INITIALIZING;
            default -> counters.getCounterValue(counterId);
        };
    }

    /** The name of a status, for diagnostics. */
    public static String name(long status) {
        if (status == INITIALIZING) {
            return "INITIALIZING";
        }
        if (status == ACTIVE) {
            return "ACTIVE";
        }
        if (status == CLOSING) {
            return "CLOSING";
        }
        return status == ERRORED ? "ERRORED" : "UNKNOWN(" + status + ")";
    }
}
