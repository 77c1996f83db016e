package io.tradebus.core.driver.conductor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a pass over all timers, one after the other. What fails in one of them does not keep the others waiting. */
final class PassParts {
    private final List<Part> parts;

    /** One part. */
    @FunctionalInterface
    interface Part {
        void run(long nowNs, long nowMs);
    }

    PassParts(Part... parts) {
        this.parts = List.of(parts);
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

    private static @Nullable RuntimeException after(
            Part part, long nowNs, long nowMs, @Nullable RuntimeException before) {
        try {
            part.run(nowNs, nowMs);
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
