package io.tradebus.core.driver.conductor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a pass over all timers, one after the other. What fails in one of them does not keep the others waiting. */
final class PassParts<P> {
    private final List<P> parts;
    private final Runner<P> runner;

    /** Runs one part. */
    @FunctionalInterface
    interface Runner<P> {
        void run(P part, long nowNs, long nowMs);
    }

    PassParts(P[] parts, Runner<P> runner) {
        this.parts = List.of(parts);
        this.runner = runner;
    }

    /** Runs all parts, then throws what failed first, with what failed after it. */
    void run(long nowNs, long nowMs) {
        RuntimeException failure = null;
        for (int i = 0; i < parts.size(); i++) {
            failure = after(parts.get(i), nowNs, nowMs, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException after(P part, long nowNs, long nowMs, @Nullable RuntimeException before) {
        try {
            runner.run(part, nowNs, nowMs);
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            if (!e.equals(before)) {
                before.addSuppressed(e);
            }
            return before;
        }
    }
}
