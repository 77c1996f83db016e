package io.tradebus.core.runtime;

import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices when one side of a stream over the network stays without the other, and tells why: once, and again when the
 * reason is another one. For the supervising thread.
 */
final class ConnectionWatch {
    /** Long enough for two applications that are started together. */
    static final long AFTER_MS = 10_000;

    private static final long INTERVAL_MS = 1_000;

    private boolean isWaiting;
    private long sinceMs;
    private long nextLookMs;
    private @Nullable Reason told;

    /** What is told: why, and for how long by now. */
    record Disconnection(ConnectionDiagnosis why, Duration lasted) {}

    /**
     * Looks once more.
     *
     * @param isConnected whether there is nothing to tell
     * @return whether to find out why, and ask for {@link #news}: at most once a second, and only after a while
     */
    boolean isDue(boolean isConnected, long nowMs) {
        if (isConnected) {
            isWaiting = false;
            told = null;
            return false;
        }
        if (!isWaiting) {
            isWaiting = true;
            sinceMs = nowMs;
            nextLookMs = nowMs + AFTER_MS;
            return false;
        }
        if (nowMs - nextLookMs < 0) {
            return false;
        }
        nextLookMs = nowMs + INTERVAL_MS;
        return true;
    }

    /**
     * What is to be told now.
     *
     * @param why null if it has connected meanwhile
     * @return null if there is nothing new
     */
    @Nullable Disconnection news(@Nullable ConnectionDiagnosis why, long nowMs) {
        if (why == null || why.reason() == told) {
            return null;
        }
        told = why.reason();
        return new Disconnection(why, Duration.ofMillis(nowMs - sinceMs));
    }
}
