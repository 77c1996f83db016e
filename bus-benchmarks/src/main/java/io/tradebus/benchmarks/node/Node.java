package io.tradebus.benchmarks.node;

import org.agrona.DirectBuffer;

/** A driver and a client in this process, with a stream to send to and one to receive from. */
interface Node extends AutoCloseable {
    /** Takes a message, on the thread that polls. */
    interface Receiver {
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    /** Whether there is somebody to send to, and somebody who sends. */
    boolean isConnected();

    /** Appends a message; false if that must be tried again. */
    boolean offer(DirectBuffer buffer, int offset, int length);

    @Override
    void close();
}
