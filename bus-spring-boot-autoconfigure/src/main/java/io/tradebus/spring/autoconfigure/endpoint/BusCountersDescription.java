package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.DriverError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the driver counts and what went wrong in it. There is neither before the start and after the stop of the bus.
 *
 * @param counters by their id
 * @param errors oldest first
 */
public record BusCountersDescription(List<Counter> counters, List<Error> errors) implements OperationResponseBody {
    /** @param filter a part of the labels to show, in upper or lower case; null for all */
    static BusCountersDescription of(@Nullable BusRuntime runtime, @Nullable String filter) {
        return runtime == null
                ? new BusCountersDescription(List.of(), List.of())
                : new BusCountersDescription(
                        counters(runtime.counters(), filter),
                        runtime.errors().stream().map(Error::of).toList());
    }

    static List<Counter> counters(CountersReader reader, @Nullable String filter) {
        String part = filter == null ? "" : filter.toLowerCase(Locale.ROOT);
        List<Counter> counters = new ArrayList<>();
        reader.forEach((id, type, key, label) -> {
            if (label.toLowerCase(Locale.ROOT).contains(part)) {
                counters.add(new Counter(id, type, label, reader.getCounterValue(id)));
            }
        });
        return counters;
    }

    /**
     * A counter of the driver.
     *
     * @param id number of the counter, which is used again some time after it was freed
     * @param type number of its type, as docs/shared-memory.md lists them
     * @param label what it counts, for people
     */
    public record Counter(int id, int type, String label, long value) {}

    /**
     * An error, however often it happened.
     *
     * @param text what happened; its first line is the short form, the rest says where
     */
    public record Error(long count, Instant first, Instant last, String text) {
        static Error of(DriverError error) {
            return new Error(
                    error.count(),
                    Instant.ofEpochMilli(error.firstMs()),
                    Instant.ofEpochMilli(error.lastMs()),
                    error.text());
        }
    }
}
