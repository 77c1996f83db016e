package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.driver.media.PortListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The one place where errors of the driver end up: counted, in the error log, and told to the observer. An error that
 * was seen before is only counted again, and so is what {@link ErrorKinds} does not tell apart. Safe to call from any
 * thread of the driver.
 */
public final class ErrorRecorder implements ErrorHandler, PortListener, Consumer<String> {
    private static final long FULL_NOTICE_INTERVAL_MS = 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final DistinctErrorLog log;
    private final AtomicCounter errors;
    private final ResourceObserver observer;
    private final Consumer<String> fallback;
    private final EpochClock clock;
    private final ErrorKinds kinds = new ErrorKinds();
    private final AtomicLong timeOfFullNoticeMs = new AtomicLong(NEVER);

    /** @param fallback told what does not fit the log any more, once a minute */
    public ErrorRecorder(
            DistinctErrorLog log,
            AtomicCounter errors,
            ResourceObserver observer,
            Consumer<String> fallback,
            EpochClock clock) {
        this.log = log;
        this.errors = errors;
        this.observer = observer;
        this.fallback = fallback;
        this.clock = clock;
    }

    @Override
    public void onError(Throwable error) {
        record(error);
        observer.onError(error);
    }

    /** Something that somebody may want to change. */
    public void onWarning(String text) {
        record(new DriverWarning(text));
        observer.onWarning(text);
    }

    /** {@link #onWarning}, for those who have nothing else to tell. */
    public Consumer<String> warnings() {
        return this;
    }

    @Override
    public void accept(String warning) {
        onWarning(warning);
    }

    @Override
    public void onFailure(String text) {
        onWarning(text);
    }

    /** The observer failed, which therefore is not told. */
    public void onObserverFailure(RuntimeException failure) {
        record(failure);
    }

    private void record(Throwable error) {
        errors.increment();
        if (!log.record(kinds.toRecord(error)) && isFullNoticeDue()) {
            fallback.accept("the error log is full, not recorded: " + error);
        }
    }

    private boolean isFullNoticeDue() {
        long lastMs = timeOfFullNoticeMs.get();
        long nowMs = clock.time();
        return (lastMs == NEVER || nowMs - lastMs >= FULL_NOTICE_INTERVAL_MS)
                && timeOfFullNoticeMs.compareAndSet(lastMs, nowMs);
    }
}
