package io.tradebus.spring.core;

import org.jspecify.annotations.Nullable;

/** The futures of requests that have ended, in their order, until somebody completes them. Allocates nothing. For any thread. */
final class ReplyQueue {
    private @Nullable PendingReply<?> first;
    private @Nullable PendingReply<?> last;
    private boolean isEnding;

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

    /** Nothing is added any more: {@link #take} returns what there is and does not wait. */
    synchronized void end() {
        isEnding = true;
        notifyAll();
    }

    /** The next to complete; waits for one. Null at the end. */
    synchronized @Nullable PendingReply<?> take() {
        while (first == null && !isEnding) {
            try {
                wait();
            } catch (InterruptedException e) {
                // What depends on a future has interrupted the thread, which ends only when it is told to.
            }
        }
        return poll();
    }

    /** The next to complete; null if there is none now. */
    synchronized @Nullable PendingReply<?> poll() {
        PendingReply<?> taken = first;
        if (taken != null) {
            first = taken.next;
            taken.next = null;
            last = first == null ? null : last;
        }
        return taken;
    }
}
