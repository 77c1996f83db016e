package io.tradebus.benchmarks;

import io.aeron.Publication;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends numbered messages to a publication of the stock client. For one thread. */
final class StockAppender {
    private final Publication publication;
    private final UnsafeBuffer message;
    private final IdleStrategy idle;

    StockAppender(Publication publication, int length, IdleStrategy idle) {
        this.publication = publication;
        this.idle = idle;
        message = new UnsafeBuffer(new byte[length]);
    }

    /** Appends {@code count} messages with numbers from {@code first} on, and waits while held back. */
    void append(long first, long count) {
        for (long i = first; i < first + count; i++) {
            message.putLong(0, i);
            while (publication.offer(message, 0, message.capacity()) < 0) {
                idle.idle();
            }
        }
    }
}
