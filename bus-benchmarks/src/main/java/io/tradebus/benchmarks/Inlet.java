package io.tradebus.benchmarks;

/** A subscription of one implementation. For one thread. */
interface Inlet extends AutoCloseable {
    boolean isConnected();

    /** Hands over what has come, up to a limit; returns how many fragments that was. */
    int poll();

    @Override
    void close();
}
