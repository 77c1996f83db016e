package io.tradebus.core.runtime;

import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
     * @param why asked at most once a second, and only after a while; null if it has connected meanwhile
     */
    void onTick(
            boolean isConnected,
            long nowMs,
            Supplier<@Nullable ConnectionDiagnosis> why,
            Consumer<Disconnection> observer) {
        if (isConnected) {
            isWaiting = false;
            told = null;
        } else if (!isWaiting) {
            isWaiting = true;
            sinceMs = nowMs;
            nextLookMs = nowMs + AFTER_MS;
        } else if (nowMs - nextLookMs >= 0) {
            nextLookMs = nowMs + INTERVAL_MS;
            ConnectionDiagnosis diagnosis = why.get();
            if (diagnosis != null && diagnosis.reason() != told) {
                told = diagnosis.reason();
                observer.accept(new Disconnection(diagnosis, Duration.ofMillis(nowMs - sinceMs)));
            }
        }
    }
}
