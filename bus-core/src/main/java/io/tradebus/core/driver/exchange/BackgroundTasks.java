package io.tradebus.core.driver.exchange;

import io.tradebus.core.idle.Bell;
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
    private final Bell offered = new Bell();
    private final Bell done;

    /** @param done rung when there is a result */
    public BackgroundTasks(Bell done) {
        this.done = done;
    }

    /** Rung when there is something to do. */
    public Bell offered() {
        return offered;
    }

    /** Hands a task over. Returns false when there is no room; the caller tries again in its next cycle. */
    public boolean offer(Runnable task) {
        boolean isTaken = tasks.offer(task);
        offered.ringSurely();
        return isTaken;
    }

    @Override
    public int doWork() {
        Runnable task = tasks.poll();
        if (task == null) {
            return 0;
        }
        try {
            task.run();
        } finally {
            done.ringSurely();
        }
        return 1;
    }

    @Override
    public String roleName() {
        return "aeron-executor";
    }
}
