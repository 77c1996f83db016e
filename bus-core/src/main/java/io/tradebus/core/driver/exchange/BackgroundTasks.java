package io.tradebus.core.driver.exchange;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Work that may take long and must not hold up the conductor. The conductor is the only one to {@link #offer}; the
 * executor's thread runs one task each cycle, in order.
 *
 * <p>A task keeps its own result and failure: nobody waits here.
 */
public final class BackgroundTasks implements Agent {
    /** Tasks that may wait at the same time. */
    public static final int CAPACITY = 1024;

    private final OneToOneConcurrentArrayQueue<Runnable> tasks = new OneToOneConcurrentArrayQueue<>(CAPACITY);

    /** Hands a task over. Returns false when there is no room; the caller tries again in its next cycle. */
    public boolean offer(Runnable task) {
        return tasks.offer(task);
    }

    @Override
    public int doWork() {
        Runnable task = tasks.poll();
        if (task == null) {
            return 0;
        }
        task.run();
        return 1;
    }

    @Override
    public String roleName() {
        return "aeron-executor";
    }
}
