package io.tradebus.benchmarks;

import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.client.Publication;
import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Appends numbered messages to a publication of our client, one by one or in batches. For one thread. */
final class OurOutlet implements Outlet {
    private final Publication publication;
    private final UnsafeBuffer message;
    private final IdleStrategy idle;
    private final @Nullable MessageBatch batch;

    OurOutlet(Publication publication, PublicationKind kind, int length, IdleStrategy idle) {
        this.publication = publication;
        this.idle = idle;
        message = new UnsafeBuffer(new byte[length]);
        batch = kind == PublicationKind.BATCH ? newBatch(publication, length) : null;
    }

    private static MessageBatch newBatch(Publication publication, int length) {
        int frame = DataFrame.alignedLength(DataFrame.HEADER_LENGTH + length);
        return new MessageBatch(Math.min(publication.maxBatchLength(), PublicationKind.BATCH_SIZE * frame));
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
        MessageBatch messages = batch;
        if (messages == null) {
            offerEach(first, count);
        } else {
            offerBatches(messages, first, count);
        }
    }

    private void offerEach(long first, long count) {
        for (long i = first; i < first + count; i++) {
            message.putLong(0, i);
            while (publication.offer(message, 0, message.capacity()) < 0) {
                requireOpen();
                idle.idle();
            }
        }
    }

    private void offerBatches(MessageBatch messages, long first, long count) {
        for (long i = first; i < first + count; ) {
            message.putLong(0, i);
            if (messages.add(message, 0, message.capacity())) {
                i++;
            } else {
                offer(messages);
            }
        }
        offer(messages);
    }

    private void offer(MessageBatch messages) {
        while (publication.offer(messages) < 0) {
            requireOpen();
            idle.idle();
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
