package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that run while their runtime is closed. They are waited for, but not for ever, and not for the one that
 * closes the runtime; whoever has not returned then finds the client closed, while what it reads stays mapped until it
 * returns. Made by the thread that closes, and then used by the one that does the closing.
 */
final class LastHandlers {
    private static final long PAUSE_NS = 1_000_000;

    private final ListenerRegistry listeners;
    private final Consumer<Throwable> errors;
    private final @Nullable PollingListener ofCaller;

    /** @param errors told of what fails after the close, on a thread of its own */
    LastHandlers(ListenerRegistry listeners, Consumer<Throwable> errors) {
        this.listeners = listeners;
        this.errors = errors;
        this.ofCaller = listeners.ofCaller();
    }

    /** Waits until they have returned, or the time is over. */
    void await(Duration limit) {
        long deadlineNs = SystemNanoClock.INSTANCE.nanoTime() + limit.toNanos();
        while (!ofOthers().isEmpty() && SystemNanoClock.INSTANCE.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Closes the client, and unmaps its memory now or when the last handler has returned. */
    void close(DriverConnection connection) {
        if (listeners.leaving().isEmpty()) {
            connection.close();
            return;
        }
        connection.closeKeepingMemory();
        Thread thread = new Thread(() -> closeLater(connection), "bus-close-client");
        thread.setDaemon(true);
        thread.start();
    }

    private void closeLater(DriverConnection connection) {
        while (!listeners.leaving().isEmpty()) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        try {
            connection.close();
        } catch (RuntimeException | Error e) {
            errors.accept(e);
        }
    }

    /**
     * Looks whether all of them have returned, but for the one that closes the runtime.
     *
     * @throws BusException if not
     */
    void requireReturned() {
        List<String> ids = ofOthers();
        if (!ids.isEmpty()) {
            throw new BusException("handlers of the listeners " + ids
                    + " have not returned; what they read stays in memory until they do");
        }
    }

    private List<String> ofOthers() {
        return listeners.leaving().stream()
                .filter(listener -> !listener.equals(ofCaller))
                .map(PollingListener::id)
                .toList();
    }
}
