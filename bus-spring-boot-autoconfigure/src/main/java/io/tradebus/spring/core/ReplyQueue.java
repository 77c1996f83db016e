package io.tradebus.spring.core;

import org.jspecify.annotations.Nullable;

/** The futures of requests that have ended, in their order, until somebody completes them. Allocates nothing. For any thread. */
final class ReplyQueue {
    private @Nullable PendingReply<?> first;
    private @Nullable PendingReply<?> last;
    private boolean isEnding;

    /** Has a future completed: by whom that is told, and at once by the caller if there is nobody any more. */
    void add(PendingReply<?> ended) {
        if (!isKept(ended)) {
            ReplyThread.complete(ended);
        }
    }

    private synchronized boolean isKept(PendingReply<?> ended) {
        if (isEnding && first == null) {
            return false;
        }
        if (last == null) {
            first = ended;
            notifyAll();
        } else {
            last.next = ended;
        }
        last = ended;
        return true;
    }

    /** Nothing is waited for any more: {@link #take} does not wait, and what comes late is completed by who brings it. */
    synchronized void end() {
        isEnding = true;
        notifyAll();
    }

    /** Whether nothing is added any more and everything was taken. */
    synchronized boolean hasEnded() {
        return isEnding && first == null;
    }

    /**
     * The next to complete; null if there is none, which may be after a wait.
     *
     * @param timeoutMs longest wait in milliseconds
     */
    synchronized @Nullable PendingReply<?> take(long timeoutMs) {
        if (first == null && !isEnding) {
            try {
                wait(timeoutMs);
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
