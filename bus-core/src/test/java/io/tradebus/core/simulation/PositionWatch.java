package io.tradebus.core.simulation;

import io.tradebus.core.counters.CounterType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.status.CountersReader;

/** Sees to it that no position of a driver goes back. */
final class PositionWatch {
    private static final Set<Integer> POSITIONS = Set.of(
            CounterType.PUBLISHER_POSITION.id(),
            CounterType.SENDER_POSITION.id(),
            CounterType.RECEIVER_HIGH_WATER_MARK.id(),
            CounterType.RECEIVER_POSITION.id(),
            CounterType.SUBSCRIBER_POSITION.id());

    private final CountersReader counters;
    private final List<Watched> watched = new ArrayList<>();

    PositionWatch(CountersReader counters) {
        this.counters = counters;
    }

    private static final class Watched {
        private boolean isPosition;
        private long registrationId;
        private int typeId;
        private long value;
    }

    void check() {
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            int state = counters.getCounterState(id);
            if (state == CountersReader.RECORD_UNUSED) {
                break;
            }
            if (id == watched.size()) {
                watched.add(new Watched());
            }
            check(id, watched.get(id), state == CountersReader.RECORD_ALLOCATED);
        }
    }

    private void check(int id, Watched seen, boolean isAllocated) {
        long registrationId = counters.getCounterRegistrationId(id);
        int typeId = counters.getCounterTypeId(id);
        if (!isAllocated || registrationId != seen.registrationId || typeId != seen.typeId) {
            seen.registrationId = isAllocated ? registrationId : Long.MIN_VALUE;
            seen.typeId = typeId;
            seen.isPosition = isAllocated && isPosition(id, typeId);
            seen.value = Long.MIN_VALUE;
        }
        if (seen.isPosition) {
            long value = counters.getCounterValue(id);
            if (value < seen.value) {
                throw new AssertionError(
                        "goes back from " + seen.value + " to " + value + ": " + counters.getCounterLabel(id));
            }
            seen.value = value;
        }
    }

    /**
     * The limit of a sender counts too, unless it waits for the slowest receiver, who may come later, or falls back to what
     * spies have read.
     */
    private boolean isPosition(int id, int typeId) {
        if (typeId == CounterType.SENDER_LIMIT.id()) {
            String label = counters.getCounterLabel(id);
            return !label.contains("fc=min") && !label.contains("fc=tagged") && !label.contains("ssc=true");
        }
        return POSITIONS.contains(typeId);
    }
}
