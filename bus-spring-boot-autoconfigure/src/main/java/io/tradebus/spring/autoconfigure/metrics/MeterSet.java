package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** The meters of one thing, such as a stream: they appear and go together, in all registries. Not safe for threads. */
final class MeterSet {
    private record Value(BusMeter meter, List<String> tags, DoubleSupplier source, LongSupplier count) {}

    private final Object subject;
    private final List<Value> values = new ArrayList<>();
    private final Map<MeterRegistry, List<Meter>> registered = new IdentityHashMap<>();

    /** @param subject what is measured; kept while the meters are, because registries do not */
    MeterSet(Object subject) {
        this.subject = subject;
    }

    Object subject() {
        return subject;
    }

    /**
     * Adds a value.
     *
     * @param source read when scraped; of a time in nanoseconds
     * @param tags values of the meter's tags, in their order
     */
    MeterSet with(BusMeter meter, DoubleSupplier source, String... tags) {
        return with(meter, source, () -> 0, tags);
    }

    /** @param count of what took the time; for a {@link BusMeter.Kind#TIMER} */
    MeterSet with(BusMeter meter, DoubleSupplier source, LongSupplier count, String... tags) {
        values.add(new Value(meter, List.of(tags), source, count));
        return this;
    }

    void register(MeterRegistry registry) {
        registered.computeIfAbsent(
                registry, r -> values.stream().map(value -> register(value, r)).toList());
    }

    void remove() {
        registered.forEach((registry, meters) -> meters.forEach(registry::remove));
        registered.clear();
    }

    private static Meter register(Value value, MeterRegistry registry) {
        BusMeter meter = value.meter();
        Tags tags = meter.tags(value.tags());
        return switch (meter.kind()) {
            case GAUGE ->
                Gauge.builder(meter.meterName(), value.source()::getAsDouble)
                        .description(meter.description())
                        .baseUnit(meter.unit())
                        .tags(tags)
                        .register(registry);
            case TIME_GAUGE ->
                TimeGauge.builder(meter.meterName(), value.source()::getAsDouble, TimeUnit.NANOSECONDS)
                        .description(meter.description())
                        .tags(tags)
                        .register(registry);
            case COUNTER ->
                FunctionCounter.builder(
                                meter.meterName(), value, v -> v.source().getAsDouble())
                        .description(meter.description())
                        .baseUnit(meter.unit())
                        .tags(tags)
                        .register(registry);
            case TIMER ->
                FunctionTimer.builder(
                                meter.meterName(),
                                value,
                                v -> v.count().getAsLong(),
                                v -> v.source().getAsDouble(),
                                TimeUnit.NANOSECONDS)
                        .description(meter.description())
                        .tags(tags)
                        .register(registry);
            case MESSAGE_TIMER -> throw new IllegalArgumentException(meter + " is written by HandlerTimers");
        };
    }
}
