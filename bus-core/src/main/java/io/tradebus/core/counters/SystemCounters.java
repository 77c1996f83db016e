package io.tradebus.core.counters;

import io.tradebus.core.format.control.ControlFileLayout;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/** The system counters of one driver. Each has one writer: the agent that does what it counts. */
public final class SystemCounters {
    /** Owner of a counter that belongs to the driver. */
    public static final long DRIVER_OWNER_ID = -1;

    /**
     * What a driver adds to labels.
     *
     * @param threadingMode name of the mode
     * @param conductorThresholdNs nanoseconds above which a duty cycle counts as slow, as for the others
     * @param driverName own name of the driver in name resolution; empty, and shown as null, if it has none
     */
    public record Facts(
            SoftwareVersion version,
            String threadingMode,
            long conductorThresholdNs,
            long senderThresholdNs,
            long receiverThresholdNs,
            long nameResolverThresholdNs,
            String driverName) {}

    private final AtomicCounter[] counters = new AtomicCounter[SystemCounter.count()];

    private SystemCounters() {}

    /**
     * Allocates all of them, in order, before any other counter.
     *
     * @throws IllegalStateException if a counter was allocated before
     */
    public static SystemCounters allocate(CountersManager manager, Facts facts) {
        SystemCounters system = new SystemCounters();
        for (int id = 0; id < SystemCounter.count(); id++) {
            system.counters[id] =
                    allocate(manager, id, SystemCounter.of(id).label() + suffix(SystemCounter.of(id), facts));
        }
        system.get(SystemCounter.SOFTWARE_VERSION).set(facts.version().encoded());
        system.get(SystemCounter.CONTROL_PROTOCOL_VERSION).set(ControlFileLayout.PROTOCOL_VERSION);
        return system;
    }

    public AtomicCounter get(SystemCounter counter) {
        return counters[counter.id()];
    }

    private static AtomicCounter allocate(CountersManager manager, int id, String label) {
        UnsafeBuffer key = new UnsafeBuffer(new byte[Integer.BYTES]);
        key.putInt(0, id);
        // As bytes: a text would be stored letter by letter, by code that is not compiled when a driver starts.
        UnsafeBuffer text = new UnsafeBuffer(label.getBytes(StandardCharsets.US_ASCII));
        AtomicCounter counter =
                manager.newCounter(CounterType.SYSTEM.id(), key, 0, key.capacity(), text, 0, text.capacity());
        if (counter.id() != id) {
            throw new IllegalStateException("system counter " + id
                    + " must be allocated first and in order, but got counter id " + counter.id());
        }
        manager.setCounterRegistrationId(id, id);
        manager.setCounterOwnerId(id, DRIVER_OWNER_ID);
        return counter;
    }

    private static String suffix(SystemCounter counter, Facts facts) {
        return switch (counter) {
            case ERRORS, SOFTWARE_VERSION -> ": " + facts.version().label();
            case RESOLUTION_CHANGES -> ": driverName=" + (facts.driverName().isEmpty() ? "null" : facts.driverName());
            case CONDUCTOR_MAX_CYCLE_TIME, SENDER_MAX_CYCLE_TIME, RECEIVER_MAX_CYCLE_TIME ->
                ": " + facts.threadingMode();
            case CONDUCTOR_CYCLE_TIME_EXCEEDED -> threshold(facts.conductorThresholdNs()) + " " + facts.threadingMode();
            case SENDER_CYCLE_TIME_EXCEEDED -> threshold(facts.senderThresholdNs()) + " " + facts.threadingMode();
            case RECEIVER_CYCLE_TIME_EXCEEDED -> threshold(facts.receiverThresholdNs()) + " " + facts.threadingMode();
            case NAME_RESOLVER_TIME_EXCEEDED -> threshold(facts.nameResolverThresholdNs());
            default -> "";
        };
    }

    private static String threshold(long thresholdNs) {
        return ": threshold=" + duration(thresholdNs);
    }

    /** As {@code SystemUtil.formatDuration} says, for which the JVM would have to make code at the start. */
    static String duration(long durationNs) {
        if (durationNs == 0 || durationNs % 1_000 != 0) {
            return durationNs + "ns";
        }
        if (durationNs % 1_000_000 != 0) {
            return durationNs / 1_000 + "us";
        }
        return durationNs % 1_000_000_000 == 0 ? durationNs / 1_000_000_000 + "s" : durationNs / 1_000_000 + "ms";
    }
}
