package io.tradebus.spring.core;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a reply what its future is completed with. Called on the thread {@code bus-requests}, which reads the replies of
 * all requests: must not wait.
 *
 * @param <R> what the future is completed with
 */
@FunctionalInterface
public interface ReplyReader<R extends @Nullable Object> {
    /**
     * Reads a reply.
     *
     * @param buffer the log itself or a reassembled copy; valid only during the call, and not to be written to
     * @param offset where in {@code buffer} the reply begins
     * @param length of the reply in bytes
     */
    R read(DirectBuffer buffer, int offset, int length);
}
