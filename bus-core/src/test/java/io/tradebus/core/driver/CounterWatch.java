package io.tradebus.core.driver;

import java.util.Arrays;
import org.agrona.concurrent.status.CountersReader;

/** Sees to it that the ids of freed counters rest before they are given out again, and that ids are dense. */
final class CounterWatch {
    private static final long REST_MS = 1_000;
    private static final int WATCHED = 2_048;

    private final DriverHarness driver;
    private final int[] states = new int[WATCHED];
    private final long[] registrations = new long[WATCHED];
    private final long[] freedAtMs = new long[WATCHED];

    CounterWatch(DriverHarness driver) {
        this.driver = driver;
        Arrays.fill(states, CountersReader.RECORD_UNUSED);
    }

    void check() {
        CountersReader counters = driver.counters();
        long nowMs = driver.epochClock.time();
        for (int id = 0; id < WATCHED; id++) {
            int state = counters.getCounterState(id);
            long registration = counters.getCounterRegistrationId(id);
            if (state == CountersReader.RECORD_RECLAIMED && states[id] == CountersReader.RECORD_ALLOCATED) {
                freedAtMs[id] = nowMs;
            }
            if (state == CountersReader.RECORD_ALLOCATED) {
                requireRest(id, registration, nowMs);
            }
            if (state == CountersReader.RECORD_UNUSED) {
                requireUnusedFrom(id, counters);
                return;
            }
            states[id] = state;
            registrations[id] = registration;
        }
    }

    private void requireRest(int id, long registration, long nowMs) {
        if (states[id] == CountersReader.RECORD_RECLAIMED && nowMs - freedAtMs[id] < REST_MS) {
            throw new AssertionError(
                    "counter " + id + " is given out " + (nowMs - freedAtMs[id]) + " ms after it was freed");
        }
        if (states[id] == CountersReader.RECORD_ALLOCATED && registrations[id] != registration) {
            throw new AssertionError("counter " + id + " of " + registrations[id] + " was given to " + registration);
        }
    }

    private void requireUnusedFrom(int first, CountersReader counters) {
        for (int id = first; id < Math.min(first + 16, WATCHED); id++) {
            if (counters.getCounterState(id) != CountersReader.RECORD_UNUSED) {
                throw new AssertionError("counter " + id + " is in use behind the unused " + first);
            }
        }
    }
}
