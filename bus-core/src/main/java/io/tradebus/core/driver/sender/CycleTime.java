package io.tradebus.core.driver.sender;

/** When the cycle of the sender began that is at work. For its thread alone. */
final class CycleTime {
    private long nowNs;

    /** A cycle begins. */
    void update(long nowNs) {
        this.nowNs = nowNs;
    }

    long nanoTime() {
        return nowNs;
    }
}
