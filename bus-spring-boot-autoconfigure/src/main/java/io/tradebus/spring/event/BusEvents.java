package io.tradebus.spring.event;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes events on one thread of its own, so that a slow listener of events holds up neither messages nor the driver.
 * What an application event listener throws is logged. Safe to use from any thread; never waits.
 *
 * <p>Where a context is to publish them, events wait until all of its listeners are registered, which is when it starts what it
 * is made of: a bean may use the bus before that.
 */
public class BusEvents implements SmartLifecycle, DisposableBean {
    private static final Log LOG = LogFactory.getLog("bus.events");
    private static final int MOST_WAITING = 10_000;
    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private final ApplicationEventPublisher publisher;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicLong dropped = new AtomicLong();

    /** What waits for listeners; null once they are there. */
    private volatile @Nullable Queue<BusEvent> held;

    private volatile boolean isRunning;

    /** @param publisher publishes them; if it is a context, from its start on */
    public BusEvents(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
        held = publisher instanceof ApplicationContext ? new ArrayDeque<>() : null;
        thread = new ScheduledThreadPoolExecutor(1, new EventThreads(), new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    private static final class EventThreads implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            Thread worker = Executors.defaultThreadFactory().newThread(task);
            worker.setName("bus-events");
            worker.setDaemon(true);
            return worker;
        }
    }

    private record Publishing(BusEvents events, BusEvent event) implements Runnable {
        @Override
        public void run() {
            events.publishNow(event);
        }
    }

    /** Publishes an event soon. When far too many wait already it is dropped, which is counted and logged. */
    public void publish(BusEvent event) {
        if (isHolding() && hold(event)) {
            return;
        }
        if (thread.getQueue().size() >= MOST_WAITING) {
            drop(event);
        } else {
            execute(event);
        }
    }

    private synchronized boolean hold(BusEvent event) {
        Queue<BusEvent> waiting = held;
        if (waiting == null) {
            return false;
        } else if (waiting.size() >= MOST_WAITING) {
            drop(event);
        } else {
            waiting.add(event);
        }
        return true;
    }

    /** Whether listeners are still to be registered. */
    protected final boolean isHolding() {
        return held != null;
    }

    private void drop(BusEvent event) {
        if (dropped.getAndIncrement() == 0) {
            LOG.warn("a listener of bus events does not keep up: " + MOST_WAITING + " wait, " + event
                    + " and what follows is dropped");
        }
    }

    private void execute(BusEvent event) {
        try {
            thread.execute(new Publishing(this, event));
        } catch (RejectedExecutionException e) {
            LOG.debug("not published after the end: " + event, e);
        }
    }

    /** Runs something now and then on the thread of the events, until the end or until it is cancelled. */
    public Future<?> every(long periodMs, Runnable task) {
        return thread.scheduleWithFixedDelay(task, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** The time by which {@link #every} goes, in nanoseconds. */
    public long nanoTime() {
        return System.nanoTime();
    }

    /** How many events were dropped since nobody took them in time. */
    public long dropped() {
        return dropped.get();
    }

    /** Publishes an event on the current thread. */
    protected final void publishNow(BusEvent event) {
        try {
            publisher.publishEvent(event);
        } catch (RuntimeException e) {
            LOG.error("a listener of " + event + " threw", e);
        }
    }

    /** Listeners are there now: publishes what waits for them, in order, and before what comes from now on. */
    @Override
    public synchronized void start() {
        Queue<BusEvent> waiting = held;
        if (waiting != null) {
            waiting.forEach(this::execute);
            held = null;
        }
        isRunning = true;
    }

    /** Goes on, for what happens while others stop. */
    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Before anything happens that is published. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void destroy() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("a listener of bus events still runs after " + CLOSE_TIMEOUT_MS + " ms; it is interrupted");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
