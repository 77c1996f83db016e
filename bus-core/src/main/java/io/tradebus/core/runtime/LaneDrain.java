package io.tradebus.core.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the drains that were asked of a lane, begun by it, and are done. The lane's thread writes all but the first. */
final class LaneDrain {
    private final AtomicInteger asked = new AtomicInteger();
    private int begun;
    private volatile int done;
    private boolean isActive;

    /** For any thread: number of a drain that is asked for now. */
    int ask() {
        return asked.incrementAndGet();
    }

    /** For any thread: whether all that were asked for are done. */
    boolean isDone() {
        return done - asked.get() >= 0;
    }

    /** It begins with one; a later one that was begun before covers it. */
    void begin(int number) {
        isActive = true;
        begun = Math.max(begun, number);
    }

    /** Whether it reads no further than to where it drains. */
    boolean isActive() {
        return isActive;
    }

    /** Whether one was begun that is not done. */
    boolean isUnfinished() {
        return isActive && done != begun;
    }

    /** Everything is read up to where it drains. */
    void finish() {
        done = begun;
    }

    /** It reads on without a limit. */
    void end() {
        isActive = false;
    }
}
