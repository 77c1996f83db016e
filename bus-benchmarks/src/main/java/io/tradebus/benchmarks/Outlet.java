package io.tradebus.benchmarks;

import org.agrona.DirectBuffer;

/** A publication of one implementation, for messages of one length. For one thread. */
interface Outlet extends AutoCloseable {
    boolean isConnected();

    /** Whether the driver has seen that most of what was appended is read. */
    boolean hasRoom();

    /** Appends a message; false if that must be tried again. */
    boolean offer(DirectBuffer buffer, int offset, int length);

    /**
     * Appends {@code count} messages with numbers from {@code first} on, and waits while held back. The loop is each
     * implementation's own, so that nothing stands between it and the publication.
     */
    void append(long first, long count);

    @Override
    void close();
}
