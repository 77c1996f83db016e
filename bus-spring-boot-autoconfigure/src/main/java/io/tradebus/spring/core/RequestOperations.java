package io.tradebus.spring.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Asks responders by the names of streams of requests ({@code bus.streams.<name>.request}). Safe to use from any thread.
 *
 * <p>Each request ends exactly once: with the reply, or with a {@link io.tradebus.core.RequestFailedException} that says why
 * there is none and whether the responder may have heard it. Futures are completed on the thread {@code bus-replies}, which
 * is there for nothing else: what depends on them may block it, and holds up other futures then, but neither replies nor
 * listeners. The first request of a stream opens it, and waits for the responder as long as its timeout, unless it comes from
 * the thread of a listener; no other call waits, except {@code requestAndWait}.
 */
public interface RequestOperations {
    /**
     * Sends a request; {@code bus.streams.<name>.request.timeout} is its deadline.
     *
     * @param payload is encoded as {@link BusOperations#offer(String, Object)} does
     * @param replyType {@code byte[]}, {@code String}, {@code ByteBuffer}, an SBE decoder, or what a converter reads
     */
    <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType);

    /** Sends a request with a deadline of its own. */
    <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType, Duration timeout);

    /** Sends a request whose reply is read where it lies. Of SBE encoders and buffers nothing but the future is allocated. */
    <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, Object payload, ReplyReader<R> reader, Duration timeout);

    /** Sends bytes as they are; the reply is read where it lies. Nothing but the future is allocated. */
    <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, DirectBuffer buffer, int offset, int length, ReplyReader<R> reader, Duration timeout);

    /** Sends a request and waits for its reply; {@code bus.streams.<name>.request.timeout} is its deadline. */
    <R> R requestAndWait(String stream, Object payload, Class<R> replyType);

    /**
     * Sends a request, waiting for a responder and for room if there is none, and waits for its reply. Not for the threads
     * of listeners.
     *
     * @param timeout for all of it
     * @throws io.tradebus.core.RequestFailedException if there is no reply in time
     * @throws io.tradebus.core.ConversionException if the request cannot be encoded, or the reply not be read
     */
    <R> R requestAndWait(String stream, Object payload, Class<R> replyType, Duration timeout);
}
