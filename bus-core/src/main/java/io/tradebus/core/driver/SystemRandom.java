package io.tradebus.core.driver;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Random numbers of the calling thread. */
enum SystemRandom implements IntSupplier, LongSupplier {
    INSTANCE;

    @Override
    public int getAsInt() {
        return ThreadLocalRandom.current().nextInt();
    }

    @Override
    public long getAsLong() {
        return ThreadLocalRandom.current().nextLong();
    }
}
