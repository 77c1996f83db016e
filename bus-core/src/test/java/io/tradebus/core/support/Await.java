package io.tradebus.core.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for conditions with a deadline that is generous, since it is only reached when a test fails. */
public final class Await {
    /** How long a condition may take on a slow and busy machine. */
    public static final Duration GENEROUS = Duration.ofSeconds(90);

    private static final long PAUSE_NS = 200_000;

    private Await() {}

    /** Returns when the condition holds, fails after {@link #GENEROUS}. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, GENEROUS, condition);
    }

    /** Returns when the condition holds, fails after {@code limit}. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted while waiting for: " + what);
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Returns the first value that is not null, fails after {@link #GENEROUS}. */
    public static <T> T value(String what, Supplier<@Nullable T> source) {
        Poll<T> poll = new Poll<>(source);
        until(what, poll);
        return poll.found();
    }

    private static final class Poll<T> implements BooleanSupplier {
        private final Supplier<@Nullable T> source;
        private @Nullable T value;

        Poll(Supplier<@Nullable T> source) {
            this.source = source;
        }

        @Override
        public boolean getAsBoolean() {
            value = source.get();
            return value != null;
        }

        T found() {
            if (value == null) {
                throw new IllegalStateException("nothing was found yet");
            }
            return value;
        }
    }
}
