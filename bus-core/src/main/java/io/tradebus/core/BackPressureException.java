package io.tradebus.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A subscriber did not keep up for longer than the sender was ready to wait. The message was not sent. */
public final class BackPressureException extends BusException {
    private final String stream;
    private final Duration waited;
    private final long availableWindow;
    private final @Nullable String limitingListener;

    /**
     * @param availableWindow bytes that could still have been appended
     * @param limitingListener the listener that is furthest behind, if it is known
     */
    public BackPressureException(
            String stream, Duration waited, long availableWindow, @Nullable String limitingListener) {
        super("stream '" + stream + "' stayed back-pressured for " + waited.toMillis() + " ms, available window "
                + availableWindow + " bytes"
                + (limitingListener == null ? "" : ", limited by listener '" + limitingListener + "'")
                + "; make its subscribers faster, its term length larger, or shed load");
        this.stream = stream;
        this.waited = waited;
        this.availableWindow = availableWindow;
        this.limitingListener = limitingListener;
    }

    public String stream() {
        return stream;
    }

    public Duration waited() {
        return waited;
    }

    /** Bytes that could still have been appended. */
    public long availableWindow() {
        return availableWindow;
    }

    public @Nullable String limitingListener() {
        return limitingListener;
    }
}
