package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.driver.exchange.BackgroundTasks;
import io.tradebus.core.driver.exchange.Deferred;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * Where the conductor has done what takes long: on the executor's thread, or at once when there is none. What finds no
 * room there waits here, in order.
 */
public final class Background {
    private final @Nullable BackgroundTasks tasks;
    private final AtomicCounter fails;
    private final ArrayDeque<Deferred<?>> waiting = new ArrayDeque<>();

    /**
     * @param tasks null to do everything at once
     * @param fails counts times there was no room for another task
     */
    public Background(@Nullable BackgroundTasks tasks, AtomicCounter fails) {
        this.tasks = tasks;
        this.fails = fails;
    }

    /** Begins work, which may be done when this returns. */
    public <T> Deferred<T> start(Supplier<T> work) {
        Deferred<T> deferred = new Deferred<>(work);
        if (tasks == null) {
            deferred.run();
        } else if (!waiting.isEmpty() || !tasks.offer(deferred)) {
            fails.increment();
            waiting.add(deferred);
        }
        return deferred;
    }

    /** Hands over what waits. Called each cycle. Returns how much was handed over. */
    public int advance() {
        int workCount = 0;
        while (tasks != null && !waiting.isEmpty() && tasks.offer(waiting.element())) {
            waiting.remove();
            workCount++;
        }
        return workCount;
    }
}
