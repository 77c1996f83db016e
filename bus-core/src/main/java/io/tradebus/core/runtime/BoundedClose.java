package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/** Closes several things in order, each whether or not the one before could be closed, within one limit of time. */
final class BoundedClose {
    /** One thing to close. */
    @FunctionalInterface
    interface Step {
        void close() throws Exception;
    }

    private record Named(String name, Step step) {}

    private final Duration limit;
    private final NanoClock clock;
    private final List<Named> steps = new ArrayList<>();
    private volatile String current = "";
    private volatile @Nullable Throwable first;

    BoundedClose(Duration limit, NanoClock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    BoundedClose step(String name, Step step) {
        steps.add(new Named(name, step));
        return this;
    }

    /**
     * Runs the steps on a thread of their own and waits for it.
     *
     * @throws BusException with the first failure, or when the time was over; the thread goes on then
     */
    void run() {
        Thread thread = new Thread(this::runSteps, "bus-close");
        thread.setDaemon(true);
        thread.start();
        boolean isInterrupted = await(thread);
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failure = first;
        if (thread.isAlive()) {
            throw new BusException("closing the " + current + " took longer than " + limit.toMillis()
                    + " ms and was left to itself; it stands at " + List.of(thread.getStackTrace()));
        } else if (failure != null) {
            throw new BusException("closing failed: " + failure.getMessage(), failure);
        }
    }

    private boolean await(Thread thread) {
        long deadlineNs = clock.nanoTime() + limit.toNanos();
        boolean isInterrupted = false;
        long leftMs = limit.toMillis();
        while (thread.isAlive() && leftMs > 0) {
            try {
                thread.join(leftMs);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
            leftMs = (deadlineNs - clock.nanoTime()) / 1_000_000;
        }
        return isInterrupted;
    }

    private void runSteps() {
        for (Named named : steps) {
            current = named.name;
            try {
                named.step.close();
            } catch (Exception | Error e) {
                if (first == null) {
                    first = e;
                }
            }
        }
    }
}
