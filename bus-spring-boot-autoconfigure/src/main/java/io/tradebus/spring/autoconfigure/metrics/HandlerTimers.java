package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tradebus.core.runtime.BusAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The timers of one listener, for its thread. Those of messages that do not fail are made at the start, so that none is
 * looked up by its tags while messages are handled.
 */
final class HandlerTimers {
    private static final String NO_EXCEPTION = "none";

    private final MeterRegistry registry;
    private final String listener;
    private final Map<String, Timer> handled = new HashMap<>();
    private final Map<String, Timer> aborted = new HashMap<>();

    HandlerTimers(MeterRegistry registry, String listener, List<String> streams) {
        this.registry = registry;
        this.listener = listener;
        for (String stream : streams) {
            handled.put(stream, timer(stream, "success", NO_EXCEPTION));
            aborted.put(stream, timer(stream, "aborted", NO_EXCEPTION));
        }
    }

    long nowNs() {
        return registry.config().clock().monotonicTime();
    }

    void onReturned(String stream, BusAction action, long tookNs) {
        Timer timer = action == BusAction.ABORT ? aborted.get(stream) : handled.get(stream);
        if (timer != null) {
            timer.record(tookNs, TimeUnit.NANOSECONDS);
        }
    }

    void onFailed(String stream, Throwable failure, long tookNs) {
        timer(stream, "failure", failure.getClass().getSimpleName()).record(tookNs, TimeUnit.NANOSECONDS);
    }

    /** Takes the timers of a listener away, whoever made them. */
    static void remove(MeterRegistry registry, String listener) {
        registry.find(BusMeter.LISTENER.meterName())
                .tag("listener", listener)
                .meters()
                .forEach(registry::remove);
    }

    private Timer timer(String stream, String result, String exception) {
        return Timer.builder(BusMeter.LISTENER.meterName())
                .description(BusMeter.LISTENER.description())
                .tags(BusMeter.LISTENER.tags(List.of(stream, listener, result, exception)))
                .register(registry);
    }
}
