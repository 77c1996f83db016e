package io.tradebus.spring.event;

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
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes events on one thread of its own, so that a slow listener of events holds up neither messages nor the driver.
 * What an application event listener throws is logged. Safe to use from any thread; never waits.
 */
public class BusEvents implements DisposableBean {
    private static final Log LOG = LogFactory.getLog("bus.events");
    private static final int MOST_WAITING = 10_000;
    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private final ApplicationEventPublisher publisher;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicLong dropped = new AtomicLong();

    public BusEvents(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
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
        if (thread.getQueue().size() >= MOST_WAITING) {
            if (dropped.getAndIncrement() == 0) {
                LOG.warn("a listener of bus events does not keep up: " + MOST_WAITING + " wait, " + event
                        + " and what follows is dropped");
            }
            return;
        }
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
