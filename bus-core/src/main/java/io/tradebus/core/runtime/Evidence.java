package io.tradebus.core.runtime;

import io.tradebus.core.counters.EvidenceCounter;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.CountersReader;

/** What one endpoint has counted, at a moment. */
final class Evidence {
    /** A side that lives is heard several times a second. */
    private static final long FRESH_MS = 2_000;

    private final CountersReader counters;
    private final int statusId;
    private final long nowMs;

    Evidence(CountersReader counters, int statusId, long nowMs) {
        this.counters = counters;
        this.statusId = statusId;
        this.nowMs = nowMs;
    }

    /** Whether the driver counts this at all. */
    boolean has(EvidenceCounter counter) {
        return counter.find(counters, statusId) != CountersReader.NULL_COUNTER_ID;
    }

    /** The count; 0 for what is not counted. */
    long count(EvidenceCounter counter) {
        return counter.valueOr(counters, statusId, 0);
    }

    /** Whether something happened a moment ago. */
    boolean isFresh(EvidenceCounter time) {
        return ageMs(time) < FRESH_MS;
    }

    /** How long ago something happened, such as {@code 12 s}. */
    String age(EvidenceCounter time) {
        return duration(ageMs(time));
    }

    private long ageMs(EvidenceCounter time) {
        long atMs = count(time);
        return atMs == 0 ? Long.MAX_VALUE : Math.max(0, nowMs - atMs);
    }

    static String duration(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        } else if (ms < TimeUnit.MINUTES.toMillis(2)) {
            return TimeUnit.MILLISECONDS.toSeconds(ms) + " s";
        } else if (ms < TimeUnit.HOURS.toMillis(2)) {
            return TimeUnit.MILLISECONDS.toMinutes(ms) + " min";
        }
        return TimeUnit.MILLISECONDS.toHours(ms) + " h";
    }

    static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
