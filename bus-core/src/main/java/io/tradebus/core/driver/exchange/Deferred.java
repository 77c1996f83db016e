package io.tradebus.core.driver.exchange;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that may run on another thread, and its result. Whoever asked looks at {@link #isDone} each cycle and then takes
 * the {@link #result}.
 */
public final class Deferred<T> implements Runnable {
    private final Supplier<T> work;
    private @Nullable T stored;
    private @Nullable RuntimeException failure;
    private volatile boolean isDone;

    public Deferred(Supplier<T> work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            stored = work.get();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            // Whoever asked waits for this, and with it all requests of all clients.
            failure = new IllegalStateException("what was asked for could not be done: " + e, e);
        }
        // The volatile store comes last: who sees it also sees the result.
        isDone = true;
    }

    public boolean isDone() {
        return isDone;
    }

    public boolean isFailed() {
        return isDone && failure != null;
    }

    /**
     * What the work came to.
     *
     * @throws RuntimeException what the work threw
     * @throws IllegalStateException if it is not done
     */
    public T result() {
        if (!isDone) {
            throw new IllegalStateException("the work is not done yet");
        }
        if (failure != null) {
            throw failure;
        }
        if (stored == null) {
            throw new IllegalStateException("the work came to nothing");
        }
        return stored;
    }
}
