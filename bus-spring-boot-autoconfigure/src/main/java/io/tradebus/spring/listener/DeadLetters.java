package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.DeadLetter;
import io.tradebus.core.runtime.OfferStatus;
import java.util.Map;
import java.util.WeakHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies messages of one agent to a dead-letter stream, and counts how often that had no room. For the agent's thread. */
final class DeadLetters {
    private final BusPublisher publisher;
    private final UnsafeBuffer prefix = new UnsafeBuffer(new byte[DeadLetter.PREFIX_LENGTH]);

    /** By header, of which each session has one. */
    private final Map<BusHeader, Refusals> refusals = new WeakHashMap<>();

    /** Of one attempt to handle a message: one that is handled again begins anew. */
    private record Refusals(long position, int attempt, int count) {
        boolean isOf(BusHeader header) {
            return position == header.position() && attempt == header.attempt();
        }
    }

    DeadLetters(BusPublisher publisher) {
        this.publisher = publisher;
    }

    String stream() {
        return publisher.stream();
    }

    /**
     * Copies a message, never waiting.
     *
     * @throws IllegalArgumentException if it is too long for the stream
     */
    OfferStatus offer(BusMessage message) {
        DeadLetter.writePrefix(prefix, 0, message, message.header().attempt());
        OfferStatus status = copy(message);
        if (status == OfferStatus.ADMIN_ACTION) {
            // The log rotated, which is over at once and no want of room.
            status = copy(message);
        }
        if (status == OfferStatus.ACCEPTED) {
            forget(message);
        } else {
            BusHeader header = message.header();
            refusals.put(header, new Refusals(header.position(), header.attempt(), refusals(message) + 1));
        }
        return status;
    }

    private OfferStatus copy(BusMessage message) {
        return OfferStatus.of(
                publisher.offer(prefix, 0, prefix.capacity(), message.buffer(), message.offset(), message.length()));
    }

    /** Whether there was no room for this message the last time. */
    boolean isRefused(BusMessage message) {
        return refusals(message) > 0;
    }

    /** How often there was no room for this message. */
    int refusals(BusMessage message) {
        Refusals known = refusals.get(message.header());
        return known == null || !known.isOf(message.header()) ? 0 : known.count();
    }

    void forget(BusMessage message) {
        refusals.remove(message.header());
    }
}
