package io.tradebus.core.idle;

import java.util.concurrent.atomic.AtomicInteger;

/** Sleepers that do not sleep. */
public final class TestSleepers {
    private TestSleepers() {}

    /** One that counts how often it is woken. It sleeps once {@link Sleeper#accept} was called, until it is woken. */
    public static Sleeper counting(AtomicInteger woken) {
        Sleep sleep = new Sleep() {
            @Override
            public void begin(long timeoutNs) {}

            @Override
            public void end(Thread sleeper) {
                woken.incrementAndGet();
            }
        };
        return new Sleeper(sleep, () -> false);
    }
}
