package io.tradebus.spring.core;

import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Publishes messages with a {@link TraceEnvelope} before each. The message itself is not copied: the envelope is the first
 * part of an offer in two parts, together with a first part that the caller has, the begin of a claim, or the head of each
 * message of a batch.
 */
final class TracedPublisher implements BusPublisher, TraceKeeper {
    private final BusPublisher publisher;
    private final TraceSource traces;
    private final ThreadLocal<ExpandableArrayBuffer> heads =
            ThreadLocal.withInitial(() -> new ExpandableArrayBuffer(2 * TraceEnvelope.LENGTH));

    TracedPublisher(BusPublisher publisher, TraceSource traces) {
        this.publisher = publisher;
        this.traces = traces;
    }

    @Override
    public String stream() {
        return publisher.stream();
    }

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        ExpandableArrayBuffer head = heads.get();
        traces.write(head, 0);
        return publisher.offer(head, 0, TraceEnvelope.LENGTH, buffer, offset, length);
    }

    @Override
    public long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        ExpandableArrayBuffer first = heads.get();
        traces.write(first, 0);
        first.putBytes(TraceEnvelope.LENGTH, head, headOffset, headLength);
        return publisher.offer(first, 0, TraceEnvelope.LENGTH + headLength, body, bodyOffset, bodyLength);
    }

    @Override
    public long offer(MessageBatch batch) {
        if (batch.headLength() != TraceEnvelope.LENGTH) {
            throw new IllegalArgumentException("stream '" + stream() + "' sends a trace of " + TraceEnvelope.LENGTH
                    + " bytes before each message, for which this batch has " + batch.headLength()
                    + ": make it by newBatch of its publisher");
        }
        ExpandableArrayBuffer head = heads.get();
        traces.write(head, 0);
        batch.fillHeads(head, 0);
        return publisher.offer(batch);
    }

    @Override
    public MessageBatch newBatch(int capacity) {
        return new MessageBatch(capacity, TraceEnvelope.LENGTH);
    }

    @Override
    public long tryClaim(int length, BusClaim claim) {
        long result = publisher.tryClaim(TraceEnvelope.LENGTH + length, claim);
        if (result > 0) {
            try {
                traces.write(claim.buffer(), claim.offset());
            } catch (RuntimeException | Error e) {
                claim.abort();
                throw e;
            }
            claim.takeHead(TraceEnvelope.LENGTH);
        }
        return result;
    }

    @Override
    public void keepTrace(MutableDirectBuffer trace) {
        traces.write(trace, 0);
    }

    @Override
    public long offerKept(DirectBuffer trace, DirectBuffer buffer, int offset, int length) {
        return publisher.offer(trace, 0, TraceEnvelope.LENGTH, buffer, offset, length);
    }

    @Override
    public boolean isConnected() {
        return publisher.isConnected();
    }

    @Override
    public int subscriberCount() {
        return publisher.subscriberCount();
    }

    @Override
    public long position() {
        return publisher.position();
    }

    @Override
    public long availableWindow() {
        return publisher.availableWindow();
    }

    @Override
    public int maxPayloadLength() {
        return publisher.maxPayloadLength() - TraceEnvelope.LENGTH;
    }

    @Override
    public int maxMessageLength() {
        return publisher.maxMessageLength() - TraceEnvelope.LENGTH;
    }

    @Override
    public int maxBatchLength() {
        return publisher.maxBatchLength();
    }

    @Override
    public boolean awaitConsumed(long position, Duration timeout) {
        return publisher.awaitConsumed(position, timeout);
    }

    @Override
    public String toString() {
        return publisher + " with traces";
    }
}
