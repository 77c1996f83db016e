package io.tradebus.core.runtime;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

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
    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(0, 0);

    /** What ends a claim in the log it was made in. */
    interface Ending {
        void reservedValue(long value);

        void commit();

        void abort();
    }

    private MutableDirectBuffer buffer = NOTHING;
    private int offset;
    private int length;
    private @Nullable Ending ending;

    /** Where to write: the log itself. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the message begins. */
    public int offset() {
        return offset;
    }

    /** Bytes that were reserved; the message has exactly this length. */
    public int length() {
        return length;
    }

    /** Whether the claim was made and neither committed nor aborted. */
    public boolean isOpen() {
        return ending != null;
    }

    /** Sets the eight bytes that travel beside the payload. */
    public void reservedValue(long value) {
        requireOpen().reservedValue(value);
    }

    /** Lets subscribers see the message. */
    public void commit() {
        Ending open = requireOpen();
        clear();
        open.commit();
    }

    /** Gives the range up: subscribers pass over it. */
    public void abort() {
        Ending open = requireOpen();
        clear();
        open.abort();
    }

    /** Aborts the claim if it is still open. */
    @Override
    public void close() {
        if (ending != null) {
            abort();
        }
    }

    private void clear() {
        ending = null;
        buffer = NOTHING;
        offset = 0;
        length = 0;
    }

    private Ending requireOpen() {
        if (ending == null) {
            throw new IllegalStateException("the claim is not open: nothing was claimed, or it was ended already");
        }
        return ending;
    }
}
