package io.tradebus.core.runtime;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import org.agrona.concurrent.status.CountersReader;

/** Reads counters of one stream for those who watch it. Looks through all counters, so it is nothing for the hot path. */
public final class NetworkCounters {
    /** In place of what the driver does not count. */
    public static final long UNKNOWN = -1;

    private NetworkCounters() {}

    static long value(CountersReader counters, CounterType type, long registrationId) {
        int id = StreamCounter.find(counters, type, registrationId);
        return id == CountersReader.NULL_COUNTER_ID ? UNKNOWN : counters.getCounterValue(id);
    }
}
