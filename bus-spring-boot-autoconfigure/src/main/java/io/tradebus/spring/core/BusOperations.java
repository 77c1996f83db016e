package io.tradebus.spring.core;

import io.tradebus.core.runtime.BusPublisher;
import java.time.Duration;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Sends messages to streams by their names. {@code offer} and {@code tryClaim} never wait and say what happened;
 * {@code send} waits for room up to {@code bus.template.send-timeout}, or up to a time of the stream's own, and then throws.
 * On a stream that is configured to drop ({@link BackPressure}) an offer that meets back-pressure gives its message up and
 * answers {@link io.tradebus.core.runtime.OfferStatus#DROPPED}. Safe to use from any thread.
 *
 * <p>Every method throws {@link io.tradebus.core.UnknownStreamException} for a name that is not configured, and
 * {@link io.tradebus.core.MessageTooLargeException} for a message that no retry would make fit.
 */
public interface BusOperations extends RequestOperations {
    /** Appends bytes as they are. */
    OfferResult offer(String stream, DirectBuffer buffer, int offset, int length);

    /**
     * Appends an object: {@code byte[]}, {@code ByteBuffer}, {@code DirectBuffer} and {@code String} as they are, an SBE
     * encoder as what was written with it, header added; anything else by its converter.
     *
     * @throws io.tradebus.core.ConversionException if the object cannot be encoded
     */
    OfferResult offer(String stream, Object payload);

    /** Claims room in the log, lets the writer fill it, and commits it. */
    OfferResult tryClaim(String stream, int length, ClaimWriter writer);

    /** Claims room in the log, lets the writer fill it from {@code context}, and commits it. */
    <C> OfferResult tryClaim(String stream, int length, C context, ContextClaimWriter<C> writer);

    /**
     * Encodes an SBE message and appends it, header included: in place in the log if it has neither groups nor variable
     * data, else through a buffer of the thread.
     *
     * @param encoder of this thread; wrapped anew
     * @param fields sets the fields
     */
    <E extends MessageEncoderFlyweight> OfferResult offer(String stream, E encoder, Consumer<E> fields);

    /**
     * Appends bytes as they are, waiting for room if there is none. A thread that is interrupted does not wait any longer; its
     * exception says so, and it stays interrupted.
     *
     * @return position in bytes after the message
     * @throws io.tradebus.core.BackPressureException if there was no room in time, or the thread was interrupted before
     * @throws io.tradebus.core.NotConnectedException if there was no subscriber in time, or the thread was interrupted before
     * @throws io.tradebus.core.PublicationClosedException if the bus is stopped
     * @throws io.tradebus.core.MaxPositionExceededException if the stream is full for ever
     */
    long send(String stream, DirectBuffer buffer, int offset, int length);

    /**
     * Appends an object as {@link #offer(String, Object)} does, waiting for room if there is none. It is encoded once,
     * unless it can be written into the log itself. An interruption ends the wait as that of
     * {@link #send(String, DirectBuffer, int, int)}.
     */
    long send(String stream, Object payload);

    /** Appends an object as {@link #offer(String, Object)} does, waiting for room up to {@code timeout}. */
    long send(String stream, Object payload, Duration timeout);

    /**
     * Waits until every subscriber on this host has passed a position.
     *
     * @param position what an offer or a send returned
     * @return whether they all have in time
     * @throws io.tradebus.core.BusException at once if all subscribers are on other hosts: what they have consumed is not known
     */
    boolean awaitConsumed(String stream, long position, Duration timeout);

    /** The publisher behind a stream: for code that sends often. It stays valid when the bus is stopped and started. */
    BusPublisher publisher(String stream);

    // ---- without naming a stream

    /**
     * Name of the stream of messages that are sent without naming one ({@code bus.template.default-stream}).
     *
     * @throws IllegalStateException if none is configured
     */
    String defaultStream();

    /** Appends bytes to the {@link #defaultStream()}. */
    default OfferResult offerDefault(DirectBuffer buffer, int offset, int length) {
        return offer(defaultStream(), buffer, offset, length);
    }

    /** Appends an object to the {@link #defaultStream()} as {@link #offer(String, Object)} does. */
    default OfferResult offerDefault(Object payload) {
        return offer(defaultStream(), payload);
    }

    /** Encodes an SBE message and appends it to the {@link #defaultStream()}. */
    default <E extends MessageEncoderFlyweight> OfferResult offerDefault(E encoder, Consumer<E> fields) {
        return offer(defaultStream(), encoder, fields);
    }

    /** Claims room in the log of the {@link #defaultStream()}, lets the writer fill it, and commits it. */
    default OfferResult tryClaimDefault(int length, ClaimWriter writer) {
        return tryClaim(defaultStream(), length, writer);
    }

    /** Appends bytes to the {@link #defaultStream()}, waiting for room if there is none. */
    default long sendDefault(DirectBuffer buffer, int offset, int length) {
        return send(defaultStream(), buffer, offset, length);
    }

    /** Appends an object to the {@link #defaultStream()}, waiting for room if there is none. */
    default long sendDefault(Object payload) {
        return send(defaultStream(), payload);
    }

    /** Appends an object to the {@link #defaultStream()}, waiting for room up to {@code timeout}. */
    default long sendDefault(Object payload, Duration timeout) {
        return send(defaultStream(), payload, timeout);
    }
}
