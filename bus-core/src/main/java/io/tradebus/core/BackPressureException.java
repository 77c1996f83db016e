package io.tradebus.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber did not keep up for longer than the sender was ready to wait, or until the thread that waited was interrupted.
 * The message was not sent.
 */
public final class BackPressureException extends BusException {
    private final String stream;
    private final Duration waited;
    private final long availableWindow;
    private final @Nullable String limitingListener;

    /**
     * @param availableWindow bytes that could still have been appended
     * @param limitingListener the listener that is furthest behind, if it is known, or what the runtime calls another
     *     subscriber: {@code local} for one of this process that is no listener, else {@code remote}
     */
    public BackPressureException(
            String stream, Duration waited, long availableWindow, @Nullable String limitingListener) {
        this(
                "stream '" + stream + "' stayed back-pressured for " + waited.toMillis() + " ms, "
                        + window(availableWindow, limitingListener)
                        + "; make its subscribers faster, its term length larger, or shed load",
                stream,
                waited,
                availableWindow,
                limitingListener);
    }

    private BackPressureException(
            String message, String stream, Duration waited, long availableWindow, @Nullable String limitingListener) {
        super(message);
        this.stream = stream;
        this.waited = waited;
        this.availableWindow = availableWindow;
        this.limitingListener = limitingListener;
    }

    /**
     * The wait ended before its time, because the thread was interrupted; it still is.
     *
     * @param availableWindow bytes that could still have been appended
     * @param limitingListener the listener that is furthest behind, if it is known
     */
    public static BackPressureException interrupted(
            String stream, Duration waited, long availableWindow, @Nullable String limitingListener) {
        return new BackPressureException(
                "the thread that sends was interrupted after it had waited " + waited.toMillis()
                        + " ms for room in stream '" + stream + "', " + window(availableWindow, limitingListener)
                        + "; the message was not sent",
                stream,
                waited,
                availableWindow,
                limitingListener);
    }

    private static String window(long availableWindow, @Nullable String limitingListener) {
        return "available window " + availableWindow + " bytes"
                + (limitingListener == null ? "" : ", limited by " + who(limitingListener));
    }

    private static String who(String limitingListener) {
        return switch (limitingListener) {
            case "local" -> "a subscription of this process that is no listener, as where a test holds the stream back";
            case "remote" -> "a subscriber in another process";
            default -> "listener '" + limitingListener + "'";
        };
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

    /** The listener that is furthest behind; {@code local} or {@code remote} for another subscriber, null if it is not known. */
    public @Nullable String limitingListener() {
        return limitingListener;
    }
}
