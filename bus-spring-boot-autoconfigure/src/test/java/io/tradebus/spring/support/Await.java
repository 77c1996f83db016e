package io.tradebus.spring.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting for conditions, with a deadline that only a failure meets. */
public final class Await {
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NS = 200_000;

    private Await() {}

    /** Returns when the condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - beganNs)
                    .as("nanoseconds waited until %s", what)
                    .isLessThan(DEADLINE_NS);
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Returns when what is asked for is as expected; a failure shows how it was at last. */
    public static <T> void until(String what, Supplier<T> value, Predicate<? super T> condition) {
        long beganNs = System.nanoTime();
        for (T last = value.get(); !condition.test(last); last = value.get()) {
            assertThat(System.nanoTime() - beganNs)
                    .as("nanoseconds waited until %s; at last: %s", what, last)
                    .isLessThan(DEADLINE_NS);
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
