package io.tradebus.core.runtime;

import io.tradebus.core.client.MessageBatch;
import java.time.Duration;
import org.agrona.DirectBuffer;

/**
 * Appends messages to one stream.
 *
 * <p>Safe to call from several threads unless its stream is {@link StreamDefinition#exclusive() exclusive}. No call
 * waits or allocates, except {@link #awaitConsumed}. It stays valid when the driver goes away and comes back: offers
 * answer {@link OfferStatus#NOT_CONNECTED} meanwhile, and afterwards the stream has a new session whose positions begin
 * anew.
 */
public interface BusPublisher {
    /** Name of the stream, as the application calls it. */
    String stream();

    /**
     * Appends a message and returns the position after it.
     *
     * @return position in bytes, or a negative code: see {@link OfferStatus#of(long)}
     * @throws IllegalArgumentException if the message is longer than {@link #maxMessageLength()}
     */
    long offer(DirectBuffer buffer, int offset, int length);

    /**
     * Appends a message made of two parts and returns the position after it.
     *
     * @return position in bytes, or a negative code: see {@link OfferStatus#of(long)}
     * @throws IllegalArgumentException if both together are longer than {@link #maxMessageLength()}
     */
    long offer(DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength);

    /**
     * Appends all messages of a batch, or none, for less than one offer each costs.
     *
     * @param batch from {@link #newBatch} of this publisher; empty afterwards if the result is positive, otherwise as it was
     * @return position in bytes after the last message, or a negative code: see {@link OfferStatus#of(long)}; of an empty
     *     batch {@link #position()}, which may be 0
     * @throws IllegalArgumentException if a message is longer than {@link #maxPayloadLength()}, the batch longer than
     *     {@link #maxBatchLength()}, or not made for such a publisher
     * @throws IllegalStateException if who filled a claimed message has written beyond it
     */
    long offer(MessageBatch batch);

    /**
     * A batch for {@link #offer(MessageBatch)}, to be made once and used by one thread at a time. Allocates.
     *
     * @param capacity bytes in the log that the messages may take together: each takes its length and 32 bytes for the
     *     header, and 32 more on a stream that sends traces, rounded up to a multiple of 32
     */
    MessageBatch newBatch(int capacity);

    /**
     * Reserves room for a message in the log, which the caller fills in place and then commits or aborts.
     *
     * <p>Later messages of the stream wait for it, so it must be ended soon, on every path:
     * {@link BusClaim#close()} aborts what was not committed.
     *
     * @param length bytes to reserve, up to {@link #maxPayloadLength()}
     * @param claim set to the reserved range when the result is positive
     * @return position in bytes after the message, or a negative code: see {@link OfferStatus#of(long)}
     * @throws IllegalArgumentException if {@code length} exceeds {@link #maxPayloadLength()}
     */
    long tryClaim(int length, BusClaim claim);

    /** Whether at least one subscriber was there a moment ago. */
    boolean isConnected();

    /** Number of subscribers on this host, as counted now; subscribers on other hosts are not seen. */
    int subscriberCount();

    /** Position in bytes up to which messages have been appended; {@link OfferStatus#CLOSED}'s code when closed. */
    long position();

    /** Bytes that can be appended before the publisher is held back; 0 when it is, or when it is not connected. */
    long availableWindow();

    /** Most bytes that one claim can reserve. */
    int maxPayloadLength();

    /** Most bytes that one offer can append. */
    int maxMessageLength();

    /** Most bytes of the log that a batch can take. */
    int maxBatchLength();

    /**
     * Waits until every subscriber on this host has passed a position. Not for the hot path.
     *
     * @param position what an offer returned
     * @return true when all have passed it; false when the time is over, when nobody subscribes, when the stream got a
     *     new session meanwhile, or when the thread was interrupted (the flag stays set)
     * @throws io.tradebus.core.BusException at once if all subscribers are on other hosts: what they have consumed is not known
     */
    boolean awaitConsumed(long position, Duration timeout);
}
