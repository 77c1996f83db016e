package io.tradebus.spring.core;

import org.agrona.MutableDirectBuffer;

/**
 * Fills a claimed range of the log from an object that is handed through, so that a lambda need not capture it and
 * nothing is allocated.
 *
 * @param <C> type of what the message is made of
 */
@FunctionalInterface
public interface ContextClaimWriter<C> {
    /**
     * Writes the message in place. If it throws, the claim is aborted and nothing is sent.
     *
     * @param offset where in {@code buffer} the message begins
     * @param length of the message in bytes
     */
    void write(C context, MutableDirectBuffer buffer, int offset, int length);
}
