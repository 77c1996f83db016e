package io.tradebus.spring.event;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;

/** A warning or error that may come often but is logged at most once in ten seconds, with how many were kept back. */
public final class RateLimitedWarning {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final Log log;
    private final AtomicLong nextNs = new AtomicLong(System.nanoTime());
    private final AtomicInteger keptBack = new AtomicInteger();

    public RateLimitedWarning(Log log) {
        this.log = log;
    }

    /** Logs the text, or counts it if another one was logged a moment ago. */
    public void warn(Supplier<String> text) {
        if (isDue()) {
            log.warn(withMissed(text));
        }
    }

    /** As {@link #warn}, as an error with its cause. */
    public void error(Supplier<String> text, Throwable cause) {
        if (isDue()) {
            log.error(withMissed(text), cause);
        }
    }

    private boolean isDue() {
        long nowNs = System.nanoTime();
        long dueNs = nextNs.get();
        if (nowNs - dueNs < 0 || !nextNs.compareAndSet(dueNs, nowNs + INTERVAL_NS)) {
            keptBack.incrementAndGet();
            return false;
        }
        return true;
    }

    private String withMissed(Supplier<String> text) {
        int missed = keptBack.getAndSet(0);
        return missed == 0 ? text.get() : text.get() + " (and " + missed + " more since the last of these lines)";
    }
}
