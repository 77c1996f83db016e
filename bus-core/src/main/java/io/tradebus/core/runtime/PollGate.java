package io.tradebus.core.runtime;

import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a lane polls, so that what its handler reads is closed only when it does not. The lane's thread goes in and
 * out, at the cost of two plain stores; any thread may have something done once the lane is out.
 *
 * <p>Whoever closes first tells the lane not to poll any more, calls {@link #awaitGrace}, and only then asks here. The
 * pause stands in for a fence that the lane would have to pay for in each cycle: by then either the lane has seen that it
 * is not to poll, or its going in is seen here.
 */
final class PollGate {
    /** Nanoseconds that are longer by far than a store takes to be seen by other processors. */
    static final long GRACE_NS = 1_000_000;

    private final AtomicBoolean isIn = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean isAsked;
    // Written by the lane's thread. Another thread may see an older one, but never itself.
    private @Nullable Thread thread;

    /** For the lane's thread: before it looks whether it is to poll. */
    void enter() {
        Thread current = Thread.currentThread();
        if (!current.equals(thread)) {
            thread = current;
        }
        isIn.setOpaque(true);
    }

    /** Whether it is the caller that is in, which must not wait for itself. */
    boolean isCallerIn() {
        return isIn.get() && Thread.currentThread().equals(thread);
    }

    /** For the lane's thread: no handler runs any more. */
    void exit() {
        isIn.setRelease(false);
        if (isAsked) {
            runWaiting();
        }
    }

    /** For whoever has told the lane not to poll: returns once that is seen. An interrupt does not end it, and stays set. */
    static void awaitGrace() {
        VarHandle.fullFence();
        long startNs = SystemNanoClock.INSTANCE.nanoTime();
        long leftNs = GRACE_NS;
        while (leftNs > 0) {
            LockSupport.parkNanos(leftNs);
            leftNs = GRACE_NS - (SystemNanoClock.INSTANCE.nanoTime() - startNs);
        }
        VarHandle.fullFence();
    }

    /** For any thread: runs an action, at once if the lane is out, else on the lane's thread when it goes out. */
    void whenOut(Runnable action) {
        waiting.add(action);
        isAsked = true;
        if (!isIn.get()) {
            runWaiting();
        }
    }

    private void runWaiting() {
        isAsked = false;
        for (Runnable action = waiting.poll(); action != null; action = waiting.poll()) {
            action.run();
        }
    }
}
