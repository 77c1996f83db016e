package io.tradebus.core.driver.exchange;

import io.tradebus.core.idle.Bell;
import java.util.ArrayDeque;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Requests to an agent from other threads, in order and bounded. A request is a call of one method of what the agent can
 * be asked, {@code A}.
 *
 * <p>The conductor uses {@link #post}, which always succeeds: what finds no room waits on its side, and it begins nothing
 * new while {@link #hasRoom} says no. Agents that must not hold anything back use {@link #offer} and try again later.
 */
public final class Mailbox<A> {
    /** Requests that may wait at the same time. */
    public static final int CAPACITY = 1024;

    /** What one request of a client may need at most, with a wide margin. */
    private static final int RESERVE = 64;

    /** One request. */
    @FunctionalInterface
    public interface Request<A> {
        /** Asks for it, on the agent's thread. */
        void applyTo(A agent);
    }

    private final ManyToOneConcurrentArrayQueue<Request<? super A>> queue =
            new ManyToOneConcurrentArrayQueue<>(CAPACITY);
    private final ArrayDeque<Request<? super A>> waiting = new ArrayDeque<>();
    private final AtomicCounter fails;
    private final Bell bell;

    /** @param fails counts requests that found no room at first */
    public Mailbox(AtomicCounter fails) {
        this(fails, Bell.NONE);
    }

    /** @param bell wakes the agent */
    public Mailbox(AtomicCounter fails, Bell bell) {
        this.fails = fails;
        this.bell = bell;
    }

    /** Hands a request over, from any thread. Returns false when there is no room. */
    public boolean offer(Request<? super A> request) {
        if (queue.offer(request)) {
            bell.ringSurely();
            return true;
        }
        fails.increment();
        return false;
    }

    /** Hands a request over now or, if there is no room, with one of the next calls of {@link #flush}. One thread only. */
    public void post(Request<? super A> request) {
        if (!waiting.isEmpty() || !offer(request)) {
            waiting.add(request);
        }
    }

    /** Hands over what waits. For the thread that posts. Returns how many were handed over. */
    public int flush() {
        int count = 0;
        while (!waiting.isEmpty() && queue.offer(waiting.peek())) {
            waiting.remove();
            count++;
        }
        if (count > 0) {
            bell.ringSurely();
        }
        return count;
    }

    /** Whether there is room for what one more request of a client leads to. For the thread that posts. */
    public boolean hasRoom() {
        return waiting.isEmpty() && queue.size() <= CAPACITY - RESERVE;
    }

    /**
     * Asks the agent for all that has come, on its own thread, before it ends.
     *
     * @param errors hears what a request threw; the others go on
     */
    public void drainAll(A agent, ErrorHandler errors) {
        boolean hasMore = true;
        while (hasMore) {
            try {
                hasMore = drainTo(agent, CAPACITY) > 0;
            } catch (RuntimeException e) {
                errors.onError(e);
            }
        }
    }

    /** Asks the agent for at most {@code limit} of what has come, on its own thread. Returns for how many. */
    public int drainTo(A agent, int limit) {
        int count = 0;
        while (count < limit) {
            Request<? super A> request = queue.poll();
            if (request == null) {
                break;
            }
            count++;
            request.applyTo(agent);
        }
        return count;
    }
}
