package io.tradebus.spring.listener;

import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps what it is offered, or refuses it as told. Never has room for a claim. */
final class StubPublisher implements BusPublisher {
    final List<byte[]> messages = new ArrayList<>();
    private final String stream;
    private OfferStatus refusal = OfferStatus.BACK_PRESSURED;
    private int refusals;

    StubPublisher(String stream) {
        this.stream = stream;
    }

    /** Refuses the next offers. */
    void refusals(int count, OfferStatus status) {
        refusals = count;
        refusal = status;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        return offer(buffer, offset, length, buffer, offset, 0);
    }

    @Override
    public long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        if (refusals > 0) {
            refusals--;
            return refusal.code();
        }
        var message = new byte[headLength + bodyLength];
        head.getBytes(headOffset, message, 0, headLength);
        body.getBytes(bodyOffset, message, headLength, bodyLength);
        messages.add(message);
        return 32L * messages.size();
    }

    @Override
    public long tryClaim(int length, BusClaim claim) {
        return refusal.code();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public int subscriberCount() {
        return 1;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public long availableWindow() {
        return 0;
    }

    @Override
    public int maxPayloadLength() {
        return 1024;
    }

    @Override
    public int maxMessageLength() {
        return 8192;
    }

    @Override
    public long offer(MessageBatch batch) {
        throw new UnsupportedOperationException("listeners do not send batches");
    }

    @Override
    public MessageBatch newBatch(int capacity) {
        return new MessageBatch(capacity);
    }

    @Override
    public int maxBatchLength() {
        return 8192;
    }

    @Override
    public boolean awaitConsumed(long position, Duration timeout) {
        return true;
    }
}
