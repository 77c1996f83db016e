package io.tradebus.benchmarks.echo;

/** An application with a listener that sends back what it gets, and another that gets it back. */
public interface Echo extends AutoCloseable {
    /** Bytes of a message. */
    int LENGTH = 32;

    /** Sends a message and returns once it is back. */
    void ask() throws InterruptedException;

    @Override
    void close();
}
