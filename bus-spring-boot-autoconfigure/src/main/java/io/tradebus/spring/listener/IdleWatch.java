package io.tradebus.spring.listener;

import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusListenerIdle;
import io.tradebus.spring.event.BusListenerNoLongerIdle;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then at how many messages a listener has handled, and tells when they stop coming and when they come
 * again. Runs on the thread of the events, so that the listener's own has nothing to do with it.
 */
final class IdleWatch {
    private static final int LOOKS_PER_INTERVAL = 4;

    private final BusListenerHandle listener;
    private final Duration quiet;
    private final BusEvents events;
    private long deliveries;
    private long changedNs;
    private boolean isIdle;
    private @Nullable Future<?> task;

    IdleWatch(BusListenerHandle listener, Duration quiet, BusEvents events) {
        this.listener = listener;
        this.quiet = quiet;
        this.events = events;
        this.changedNs = events.nanoTime();
    }

    void begin() {
        task = events.every(Math.max(1, quiet.toMillis() / LOOKS_PER_INTERVAL), this::look);
    }

    void end() {
        Future<?> running = task;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void look() {
        long now = listener.streams().stream()
                .mapToLong(stream -> deliveries(listener.counters(stream)))
                .sum();
        long nowNs = events.nanoTime();
        if (now != deliveries) {
            deliveries = now;
            changedNs = nowNs;
            onWork();
        } else if (listener.state() != ListenerState.RUNNING) {
            // It is not for want of messages that it handles none.
            changedNs = nowNs;
        } else if (!isIdle && nowNs - changedNs >= quiet.toNanos()) {
            isIdle = true;
            events.publish(new BusListenerIdle(this, listener.id(), Duration.ofNanos(nowNs - changedNs)));
        }
    }

    /** Whatever comes of it: a listener that fails or aborts at a message has one. */
    private static long deliveries(ListenerCounters counters) {
        return counters.messages() + counters.failures() + counters.aborts();
    }

    private void onWork() {
        if (isIdle) {
            isIdle = false;
            events.publish(new BusListenerNoLongerIdle(this, listener.id()));
        }
    }
}
