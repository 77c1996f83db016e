package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.BusException;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The one place where errors of the driver end up: counted, in the error log, and told to the observer. An error that was
 * seen before is only counted again. Safe to call from any thread of the driver.
 */
public final class ErrorRecorder implements ErrorHandler {
    private final DistinctErrorLog log;
    private final AtomicCounter errors;
    private final ResourceObserver observer;
    private final Consumer<String> fallback;

    /** What a warning looks like in the error log. It has no stack: where it was noticed says nothing. */
    private static final class Warning extends BusException {
        private static final long serialVersionUID = 1L;

        Warning(String text) {
            super("WARN - " + text);
            setStackTrace(new StackTraceElement[0]);
        }
    }

    /** @param fallback told what does not fit the log any more */
    public ErrorRecorder(
            DistinctErrorLog log, AtomicCounter errors, ResourceObserver observer, Consumer<String> fallback) {
        this.log = log;
        this.errors = errors;
        this.observer = observer;
        this.fallback = fallback;
    }

    @Override
    public void onError(Throwable error) {
        record(error);
        observer.onError(error);
    }

    /** Something that somebody may want to change. */
    public void onWarning(String text) {
        record(new Warning(text));
        observer.onWarning(text);
    }

    /** The observer failed, which therefore is not told. */
    public void onObserverFailure(RuntimeException failure) {
        record(failure);
    }

    private void record(Throwable error) {
        errors.increment();
        if (!log.record(error)) {
            fallback.accept("the error log is full, not recorded: " + error);
        }
    }
}
