package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.DriverError;
import io.tradebus.core.runtime.DriverStatus;
import java.util.ArrayList;
import java.util.List;

/** Whether the driver lives, what went wrong in it, and whether it has room for files and counters. */
final class DriverFindings {
    private static final int TERMS = 3;
    private static final double COUNTERS_FULL = 0.8;

    private DriverFindings() {}

    static final Finding NOT_STARTED =
            Finding.of(Topic.DRIVER, "the bus is not started", new Evidence(), "bus.enabled");

    static List<Finding> of(DriverFacts driver) {
        List<Finding> findings = new ArrayList<>();
        if (!driver.status().active()) {
            findings.add(away(driver));
        }
        if (!driver.errors().isEmpty()) {
            findings.add(errors(driver));
        }
        if (isShortOfStorage(driver)) {
            findings.add(storage(driver));
        }
        if (driver.countersUsed() >= COUNTERS_FULL * driver.countersCapacity()) {
            findings.add(counters(driver));
        }
        return findings;
    }

    private static Finding away(DriverFacts driver) {
        DriverStatus status = driver.status();
        String next = status.embedded() ? "; the application has to be started again" : "; start it again";
        String text = status.heartbeatAgeMs() < 0
                ? "the driver in " + status.directory() + " has stopped" + next
                : "the driver in " + status.directory() + " gave no sign of life for "
                        + Words.age(status.heartbeatAgeMs()) + ", or is not connected" + next;
        return Finding.of(
                Topic.DRIVER,
                text,
                new Evidence()
                        .with("directory", status.directory().toString())
                        .counted("heartbeatAgeMs", status.heartbeatAgeMs())
                        .with("timeoutMs", driver.timeoutMs())
                        .counted("pid", status.pid()),
                "bus.driver.directory",
                "bus.driver.timeout");
    }

    private static Finding errors(DriverFacts driver) {
        DriverError last = driver.errors().get(0);
        long count = 0;
        for (DriverError error : driver.errors()) {
            last = error.lastMs() > last.lastMs() ? error : last;
            count += error.count();
        }
        return Finding.of(
                Topic.DRIVER,
                "the driver has recorded " + Words.count(count, "error") + ", the last one "
                        + Words.age(Math.max(0, driver.nowMs() - last.lastMs())) + " ago: " + last.summary(),
                new Evidence()
                        .with("errors", count)
                        .with("distinct", driver.errors().size())
                        .with("all", "/actuator/buscounters"));
    }

    // ---- room

    private static boolean isShortOfStorage(DriverFacts driver) {
        long usable = driver.status().usableBytes();
        return usable >= 0 && (usable <= driver.lowStorage() || usable < TERMS * driver.termLength());
    }

    private static Finding storage(DriverFacts driver) {
        DriverStatus status = driver.status();
        long log = TERMS * driver.termLength();
        String text = status.directory() + " has " + Words.bytes(status.usableBytes()) + " left, "
                + (status.usableBytes() < log
                        ? "less than the " + Words.bytes(log) + " that the log of one more stream takes"
                        : "no more than " + Words.bytes(driver.lowStorage()) + ", which counts as low");
        return Finding.of(
                Topic.STORAGE,
                text,
                new Evidence()
                        .with("directory", status.directory().toString())
                        .with("usableBytes", status.usableBytes())
                        .with("mappedBytes", status.mappedBytes())
                        .with("lowStorageWarning", driver.lowStorage())
                        .with("logBytes", log),
                "bus.driver.directory",
                "bus.driver.term-length",
                "bus.driver.low-storage-warning");
    }

    private static Finding counters(DriverFacts driver) {
        return Finding.of(
                Topic.COUNTERS,
                driver.countersUsed() + " of " + driver.countersCapacity()
                        + " counters of the driver are in use; when there are none left no stream can be opened",
                new Evidence().with("used", driver.countersUsed()).with("capacity", driver.countersCapacity()),
                "bus.driver.counters-buffer");
    }
}
