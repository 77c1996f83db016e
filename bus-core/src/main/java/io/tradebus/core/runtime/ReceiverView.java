package io.tradebus.core.runtime;

import io.tradebus.core.counters.CounterType;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * How a session that comes over the network is received. A snapshot.
 *
 * @param highWaterMark highest position in bytes received, with or without gaps
 * @param position bytes received without a gap
 * @param naksSent how often lost data was asked for; {@link NetworkCounters#UNKNOWN} where the driver does not count
 */
public record ReceiverView(long highWaterMark, long position, long naksSent) {
    /** The session as the driver counts it, or null if it does not come over the network. */
    static @Nullable ReceiverView of(CountersReader counters, long imageId) {
        long position = NetworkCounters.value(counters, CounterType.RECEIVER_POSITION, imageId);
        return position == NetworkCounters.UNKNOWN
                ? null
                : new ReceiverView(
                        NetworkCounters.value(counters, CounterType.RECEIVER_HIGH_WATER_MARK, imageId),
                        position,
                        NetworkCounters.value(counters, CounterType.RECEIVER_NAKS_SENT, imageId));
    }

    /** Bytes from the first gap to the highest position received; 0 while nothing is missing. */
    public long behindGap() {
        return Math.max(0, highWaterMark - position);
    }
}
