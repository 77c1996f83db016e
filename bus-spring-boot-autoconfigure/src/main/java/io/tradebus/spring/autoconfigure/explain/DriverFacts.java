package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.DriverError;
import io.tradebus.core.runtime.DriverStatus;
import java.util.List;

/**
 * What is known of the driver at a moment.
 *
 * @param status how it is doing
 * @param timeoutMs milliseconds without a sign of life after which it is given up
 * @param lowStorage usable bytes at or below which health says so
 * @param termLength bytes of a term of a new publication; a log has three
 * @param countersUsed counters that are in use
 * @param countersCapacity counters there can be
 * @param tally of everything that is counted
 * @param errors distinct errors, oldest first
 * @param usesNetwork whether one of the application's streams goes over the network
 * @param system what the system gives
 * @param nowMs milliseconds since the epoch
 */
record DriverFacts(
        DriverStatus status,
        long timeoutMs,
        long lowStorage,
        long termLength,
        int countersUsed,
        int countersCapacity,
        Tally tally,
        List<DriverError> errors,
        boolean usesNetwork,
        SystemFacts system,
        long nowMs) {
    long count(SystemCounter counter) {
        return tally.total(Count.of(counter));
    }

    long recent(SystemCounter counter) {
        return tally.recent(Count.of(counter));
    }
}
