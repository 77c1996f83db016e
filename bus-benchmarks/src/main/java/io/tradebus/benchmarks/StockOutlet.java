package io.tradebus.benchmarks;

import io.aeron.Publication;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends numbered messages to a publication of the stock client. For one thread. */
final class StockOutlet implements Outlet {
    private final Publication publication;
    private final UnsafeBuffer message;
    private final IdleStrategy idle;

    StockOutlet(Publication publication, int length, IdleStrategy idle) {
        this.publication = publication;
        this.idle = idle;
        message = new UnsafeBuffer(new byte[length]);
    }

    @Override
    public boolean isConnected() {
        return publication.isConnected();
    }

    @Override
    public boolean hasRoom() {
        return publication.availableWindow() >= publication.termBufferLength() / 4;
    }

    @Override
    public boolean offer(DirectBuffer buffer, int offset, int length) {
        return publication.offer(buffer, offset, length) > 0;
    }

    @Override
    public void append(long first, long count) {
        for (long i = first; i < first + count; i++) {
            message.putLong(0, i);
            while (publication.offer(message, 0, message.capacity()) < 0) {
                requireOpen();
                idle.idle();
            }
        }
    }

    /** Whoever measures may have given up. */
    private void requireOpen() {
        if (publication.isClosed()) {
            throw new IllegalStateException("the publication has been closed");
        }
    }

    @Override
    public void close() {
        publication.close();
    }
}
