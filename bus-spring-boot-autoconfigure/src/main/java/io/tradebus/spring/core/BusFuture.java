package io.tradebus.spring.core;

import io.tradebus.core.runtime.RuntimeClocks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that has the bus run while somebody waits for it, where nothing else does: in a test that runs the bus. The same
 * holds for what depends on it.
 *
 * <p>It does not hold for what combines it with others: {@code allOf}, {@code anyOf} and {@code thenCompose} of a plain future
 * make plain futures, and waiting for one blocks the only thread that runs the bus. Join each of the requests instead, or
 * have the test's driver run until the combined future is done before it is joined.
 */
class BusFuture<R extends @Nullable Object> extends CompletableFuture<R> {
    private static final long PAUSE_NS = 1_000_000;

    private final @Nullable RuntimeClocks stepped;

    /** @param stepped what has the bus run; null where the bus has threads */
    BusFuture(@Nullable RuntimeClocks stepped) {
        this.stepped = stepped;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return stepped == null ? new CompletableFuture<>() : new BusFuture<>(stepped);
    }

    @Override
    public R join() {
        RuntimeClocks clocks = stepped;
        while (clocks != null && !isDone()) {
            clocks.pause().pause(PAUSE_NS);
        }
        return super.join();
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        RuntimeClocks clocks = stepped;
        while (clocks != null && !isDone()) {
            pause(clocks);
        }
        return super.get();
    }

    /** Waits by the clock of the bus. */
    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        RuntimeClocks clocks = stepped;
        if (clocks == null) {
            return super.get(timeout, unit);
        }
        long deadlineNs = clocks.nano().nanoTime() + unit.toNanos(timeout);
        while (!isDone() && clocks.nano().nanoTime() - deadlineNs < 0) {
            pause(clocks);
        }
        return super.get(0, unit);
    }

    private static void pause(RuntimeClocks clocks) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        clocks.pause().pause(PAUSE_NS);
    }
}
