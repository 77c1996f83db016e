package io.tradebus.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread whose failure is not lost. */
final class Worker {
    private static final long TIMEOUT_S = 300;
    private static final long POLL_MS = 10;

    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private Worker(String name, Runnable work) {
        this.thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        failure = e;
                    }
                },
                name);
        thread.setDaemon(true);
    }

    static Worker start(String name, Runnable work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    /** Waits for the end of all, and fails as soon as one has failed. */
    static void joinAll(Worker... workers) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        int ended = 0;
        while (ended < workers.length) {
            ended = 0;
            for (Worker worker : workers) {
                ended += worker.hasEnded() ? 1 : 0;
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("did not finish within " + TIMEOUT_S + " s");
            }
        }
    }

    private boolean hasEnded() {
        try {
            thread.join(POLL_MS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed", failure);
        }
        return !thread.isAlive();
    }

    /** Returns once the work has come as far as the latch says; fails at once when it failed before. */
    void awaitReady(CountDownLatch latch) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        try {
            while (!latch.await(POLL_MS, TimeUnit.MILLISECONDS)) {
                if (!thread.isAlive() || System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException(thread.getName() + " did not get ready", failure);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
