package io.tradebus.core.runtime;

import io.tradebus.core.client.Claim;
import org.agrona.MutableDirectBuffer;

/**
 * A reserved range of a log, to be filled in place. Made once and used again for any number of claims, by one thread.
 *
 * <pre>{@code
 * long result = publisher.tryClaim(length, claim);
 * if (result > 0) {
 *     try (claim) {
 *         encode(claim.buffer(), claim.offset());
 *         claim.commit();
 *     }
 * }
 * }</pre>
 */
public final class BusClaim implements AutoCloseable {
    private final Claim claim = new Claim();
    private int headLength;

    /** Where to write: the log itself. Bytes outside the reserved range belong to the protocol. */
    public MutableDirectBuffer buffer() {
        return claim.buffer();
    }

    /** Where in {@link #buffer()} the message begins. */
    public int offset() {
        return claim.offset() + headLength;
    }

    /** Bytes that were reserved; the message has exactly this length. 0 when the claim is not open. */
    public int length() {
        return Math.max(0, claim.length() - headLength);
    }

    /** Whether the claim was made and neither committed nor aborted. */
    public boolean isOpen() {
        return claim.isOpen();
    }

    /**
     * Takes bytes at the begin of the range for something that stands before each message and is written already: the
     * claim begins behind them from now on.
     *
     * @param length bytes, no more than {@link #length()}
     */
    public void takeHead(int length) {
        headLength += length;
    }

    /** Sets the eight bytes that travel beside the payload. */
    public void reservedValue(long value) {
        claim.reservedValue(value);
    }

    /**
     * Lets subscribers see the message.
     *
     * @throws IllegalStateException if the claim is not open
     */
    public void commit() {
        claim.commit();
    }

    /**
     * Gives the range up: subscribers pass over it.
     *
     * @throws IllegalStateException if the claim is not open
     */
    public void abort() {
        claim.abort();
    }

    /** Aborts the claim if it is still open. */
    @Override
    public void close() {
        if (claim.isOpen()) {
            claim.abort();
        }
    }

    /** For a new range. */
    Claim claim() {
        headLength = 0;
        return claim;
    }
}
