package io.tradebus.spring.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures of replies, in their order, on a thread of its own, so that what depends on a future holds up
 * neither replies nor listeners. Allocates nothing for a future.
 */
final class ReplyThread implements Runnable {
    static final String NAME = "bus-replies";

    private final Thread thread = new Thread(this, NAME);
    private @Nullable PendingReply<?> first;
    private @Nullable PendingReply<?> last;
    private boolean isEnding;

    ReplyThread() {
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has a future completed. */
    synchronized void add(PendingReply<?> ended) {
        if (last == null) {
            first = ended;
            notifyAll();
        } else {
            last.next = ended;
        }
        last = ended;
    }

    /** Ends the thread when it has completed what it was given, and waits for that. Whether it ended in time. */
    boolean end(Duration timeout) {
        synchronized (this) {
            isEnding = true;
            notifyAll();
        }
        if (thread.equals(Thread.currentThread())) {
            return true;
        }
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public void run() {
        for (PendingReply<?> ended = take(); ended != null; ended = take()) {
            ended.complete();
        }
    }

    /** The next to complete; null at the end. */
    private synchronized @Nullable PendingReply<?> take() {
        PendingReply<?> taken = first;
        while (taken == null && !isEnding) {
            try {
                wait();
            } catch (InterruptedException e) {
                // What depends on a future has interrupted its thread, which ends only when it is told to.
            }
            taken = first;
        }
        if (taken != null) {
            first = taken.next;
            taken.next = null;
            last = first == null ? null : last;
        }
        return taken;
    }
}
