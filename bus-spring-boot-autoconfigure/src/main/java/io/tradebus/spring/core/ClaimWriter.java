package io.tradebus.spring.core;

import org.agrona.MutableDirectBuffer;

/** Fills a claimed range of the log. */
@FunctionalInterface
public interface ClaimWriter {
    /**
     * Writes the message in place. If it throws, the claim is aborted and nothing is sent.
     *
     * @param offset where in {@code buffer} the message begins
     * @param length of the message in bytes
     */
    void write(MutableDirectBuffer buffer, int offset, int length);
}
