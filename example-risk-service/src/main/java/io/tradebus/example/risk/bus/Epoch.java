package io.tradebus.example.risk.bus;

import org.springframework.stereotype.Component;

/**
 * The epoch that the gateway began last. Written by the listener's thread, read by any. A gateway begins an epoch before
 * its first order, and again when either side may have missed something of the other.
 */
@Component
public class Epoch {
    /** No gateway has begun an epoch with this process yet. */
    public static final long NONE = 0;

    private volatile long current = NONE;

    public long current() {
        return current;
    }

    void begin(long epoch) {
        current = epoch;
    }
}
