package io.tradebus.core.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Daemon threads whose failures reach the test. {@link #close} waits for all of them and throws what one threw. */
public final class Threads implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Work that may throw anything. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /** Runs a task once in each of several threads, all let go at the same moment, and waits for the last. */
    public static void together(int count, IntConsumer task) {
        CyclicBarrier start = new CyclicBarrier(count);
        try (Threads threads = new Threads()) {
            for (int i = 0; i < count; i++) {
                int index = i;
                threads.start("together-" + index, () -> {
                    start.await();
                    task.accept(index);
                });
            }
        }
    }

    /** Starts one thread. */
    public Thread start(String name, Task task) {
        Thread thread = new Thread(() -> runAndNote(task), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Throws what a thread threw so far, if any did. */
    public void check() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("a thread of the test failed", thrown);
        }
    }

    /** Waits for all threads to end, then fails if one of them threw. */
    @Override
    public void close() {
        Duration limit = Await.GENEROUS.multipliedBy(2);
        for (Thread thread : threads) {
            Await.until("end of thread " + thread.getName(), limit, () -> failure.get() != null || !thread.isAlive());
        }
        check();
    }

    private void runAndNote(Task task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
    }
}
