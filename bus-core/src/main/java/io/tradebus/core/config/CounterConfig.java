package io.tradebus.core.config;

/**
 * How many counters there may be, and how soon one may be used again.
 *
 * @param valuesLength values of all counters in bytes, 128 for each; from 1 MiB to 500 MiB. Their labels take four
 *     times as much
 * @param freeToReuseTimeoutNs nanoseconds until a freed counter id may be given to somebody else
 */
public record CounterConfig(int valuesLength, long freeToReuseTimeoutNs) {
    /** What holds when nothing is set. */
    public static final CounterConfig DEFAULT = new CounterConfig(8 << 20, 1_000_000_000L);

    public CounterConfig {
        Require.multipleOf("valuesLength", valuesLength, 128, 1 << 20, 500 << 20);
        Require.atLeast("freeToReuseTimeoutNs", freeToReuseTimeoutNs, 0L);
    }

    public CounterConfig withValuesLength(int valuesLength) {
        return new CounterConfig(valuesLength, freeToReuseTimeoutNs);
    }

    public CounterConfig withFreeToReuseTimeoutNs(long freeToReuseTimeoutNs) {
        return new CounterConfig(valuesLength, freeToReuseTimeoutNs);
    }

    /** Milliseconds until a freed id is used again; what is less than one but not zero counts as one. */
    public long freeToReuseTimeoutMs() {
        return freeToReuseTimeoutNs == 0 ? 0 : Math.max(1, freeToReuseTimeoutNs / 1_000_000);
    }
}
