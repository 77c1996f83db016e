package io.tradebus.core.driver;

import io.tradebus.core.driver.conductor.resource.ErrorRecorder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver that is being built tells what somebody may want to change: its error log, which tells the observer; before there is
 * one, the observer alone.
 */
final class Reports implements Consumer<String> {
    private final Consumer<String> fallback;
    private DriverObserver observer = DriverObserver.NONE;
    private @Nullable ErrorRecorder errors;

    /** @param fallback told what an observer throws before there is an error log */
    Reports(Consumer<String> fallback) {
        this.fallback = fallback;
    }

    void observer(DriverObserver observer) {
        this.observer = observer;
    }

    void errors(ErrorRecorder errors) {
        this.errors = errors;
    }

    @Override
    public void accept(String warning) {
        ErrorRecorder recorder = errors;
        if (recorder == null) {
            observer.onWarning(warning);
        } else {
            recorder.onWarning(warning);
        }
    }

    /** An observer failed, which therefore is not told. */
    void onObserverFailure(RuntimeException failure) {
        ErrorRecorder recorder = errors;
        if (recorder == null) {
            fallback.accept(String.valueOf(failure.getMessage()));
        } else {
            recorder.onObserverFailure(failure);
        }
    }
}
