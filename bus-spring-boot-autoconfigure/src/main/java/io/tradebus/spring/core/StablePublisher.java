package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.PublicationClosedException;
import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds as publisher: it outlives stops and starts of the context, while the publisher of the
 * runtime behind it does not. Stopped, it answers {@link OfferStatus#CLOSED}.
 */
final class StablePublisher implements BusPublisher, TraceKeeper {
    private final BusRuntimeLifecycle lifecycle;
    private final BusStream stream;
    private volatile @Nullable BusPublisher current;

    StablePublisher(BusRuntimeLifecycle lifecycle, BusStream stream) {
        this.lifecycle = lifecycle;
        this.stream = stream;
    }

    BusStream definition() {
        return stream;
    }

    @Nullable BusPublisher current() {
        return current;
    }

    void current(@Nullable BusPublisher publisher) {
        current = publisher;
    }

    @Override
    public String stream() {
        return stream.name();
    }

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        BusPublisher publisher = opened();
        return publisher == null ? OfferStatus.CLOSED.code() : publisher.offer(buffer, offset, length);
    }

    @Override
    public long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        BusPublisher publisher = opened();
        return publisher == null
                ? OfferStatus.CLOSED.code()
                : publisher.offer(head, headOffset, headLength, body, bodyOffset, bodyLength);
    }

    @Override
    public long offer(MessageBatch batch) {
        BusPublisher publisher = opened();
        return publisher == null ? OfferStatus.CLOSED.code() : publisher.offer(batch);
    }

    @Override
    public MessageBatch newBatch(int capacity) {
        return new MessageBatch(capacity, stream.isTraced() ? TraceEnvelope.LENGTH : 0);
    }

    @Override
    public long tryClaim(int length, BusClaim claim) {
        BusPublisher publisher = opened();
        return publisher == null ? OfferStatus.CLOSED.code() : publisher.tryClaim(length, claim);
    }

    @Override
    public void keepTrace(MutableDirectBuffer trace) {
        if (opened() instanceof TraceKeeper keeper) {
            keeper.keepTrace(trace);
        } else {
            TraceEnvelope.writeNone(trace, 0);
        }
    }

    @Override
    public long offerKept(DirectBuffer trace, DirectBuffer buffer, int offset, int length) {
        return opened() instanceof TraceKeeper keeper
                ? keeper.offerKept(trace, buffer, offset, length)
                : offer(buffer, offset, length);
    }

    @Override
    public boolean isConnected() {
        BusPublisher publisher = opened();
        return publisher != null && publisher.isConnected();
    }

    @Override
    public int subscriberCount() {
        BusPublisher publisher = opened();
        return publisher == null ? 0 : publisher.subscriberCount();
    }

    @Override
    public long position() {
        BusPublisher publisher = opened();
        return publisher == null ? OfferStatus.CLOSED.code() : publisher.position();
    }

    @Override
    public long availableWindow() {
        BusPublisher publisher = opened();
        return publisher == null ? 0 : publisher.availableWindow();
    }

    @Override
    public int maxPayloadLength() {
        return required().maxPayloadLength();
    }

    @Override
    public int maxMessageLength() {
        return required().maxMessageLength();
    }

    @Override
    public int maxBatchLength() {
        return required().maxBatchLength();
    }

    @Override
    public boolean awaitConsumed(long position, Duration timeout) {
        BusPublisher publisher = opened();
        return publisher != null && publisher.awaitConsumed(position, timeout);
    }

    private BusPublisher required() {
        BusPublisher publisher = opened();
        if (publisher == null) {
            throw new PublicationClosedException(stream.name());
        }
        return publisher;
    }

    private @Nullable BusPublisher opened() {
        BusPublisher publisher = current;
        return publisher != null ? publisher : openOnFirstUse();
    }

    /** A listener's thread must not wait for the driver, so it may not be the first to use a stream. */
    private @Nullable BusPublisher openOnFirstUse() {
        if (AgentThread.isCurrent()) {
            if (lifecycle.isStopped()) {
                return null;
            }
            throw new BusConfigurationException("the thread of a listener ("
                    + Thread.currentThread().getName()
                    + ") is the first to use stream '" + stream.name() + "', which would make it wait for the driver; "
                    + "inject the publisher instead: @BusPublication(\"" + stream.name() + "\") BusPublisher");
        }
        return lifecycle.open(this);
    }

    @Override
    public String toString() {
        return "publisher of " + stream.name() + " " + stream.definition().address();
    }
}
