package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A place in the log for one message, to be filled in place and then committed or aborted.
 *
 * <p>Made once and used for one claim after the other, by one thread at a time. A claim that is neither committed nor
 * aborted holds up every reader of the stream until the driver unblocks it, so that the end belongs in a
 * {@code finally}. A finished claim gives no access to the log any more.
 */
public final class Claim {
    private static final byte[] NOTHING = new byte[0];

    private final UnsafeBuffer frame = new UnsafeBuffer(NOTHING);
    // Where the claim is open; written by who uses it, read by the conductor of the client.
    private final AtomicReference<@Nullable AppendLog> log = new AtomicReference<>();
    private @Nullable Claims knownTo;
    private @Nullable Publication publication;

    /** The log at the claimed place. Bytes outside {@link #offset()} and {@link #length()} belong to the protocol. */
    public MutableDirectBuffer buffer() {
        return frame;
    }

    /** Where the message begins in {@link #buffer()}, in bytes. */
    public int offset() {
        return DataFrame.HEADER_LENGTH;
    }

    /** Bytes claimed, or 0 when no claim is open. */
    public int length() {
        return isOpen() ? frame.capacity() - DataFrame.HEADER_LENGTH : 0;
    }

    /** Whether the claim is neither committed nor aborted. */
    public boolean isOpen() {
        return frame.capacity() != 0;
    }

    /** The flags of the frame, {@link DataFrame#FLAGS_UNFRAGMENTED} unless they were changed. */
    public int flags() {
        return DataFrame.flags(frame, 0);
    }

    public Claim flags(int flags) {
        DataFrame.flags(frame, 0, flags);
        return this;
    }

    /** The type of the frame, {@link DataFrame#TYPE_DATA} unless it was changed. */
    public int type() {
        return DataFrame.type(frame, 0);
    }

    public Claim type(int type) {
        DataFrame.type(frame, 0, type);
        return this;
    }

    /** A value that travels with the message, for the use of the application; 0 unless it was set. */
    public long reservedValue() {
        return DataFrame.reservedValue(frame, 0);
    }

    public Claim reservedValue(long value) {
        DataFrame.reservedValue(frame, 0, value);
        return this;
    }

    /**
     * Makes the message visible to readers.
     *
     * @throws IllegalStateException if no claim is open
     */
    public void commit() {
        int frameLength = openFrameLength();
        DataFrame.frameLengthRelease(frame, 0, frameLength);
        frame.wrap(NOTHING);
        finish();
        tellReaders();
    }

    /**
     * Gives the place up: readers skip it.
     *
     * @throws IllegalStateException if no claim is open
     */
    public void abort() {
        int frameLength = openFrameLength();
        DataFrame.type(frame, 0, DataFrame.TYPE_PADDING);
        DataFrame.frameLengthRelease(frame, 0, frameLength);
        frame.wrap(NOTHING);
        finish();
        // What was published behind it can be read now.
        tellReaders();
    }

    /** Says to whom the place belongs, once it has one. */
    void publication(Publication claimedBy) {
        publication = claimedBy;
    }

    private void tellReaders() {
        Publication claimedBy = publication;
        if (claimedBy != null) {
            publication = null;
            claimedBy.tellReaders();
        }
    }

    /** Says that a place in a log is about to be claimed, to those who care for its claims. */
    void begin(AppendLog next, Claims claims) {
        log.setRelease(next);
        if (knownTo != claims) {
            knownTo = claims;
            claims.add(this);
        }
    }

    /** Says that the log is not written to any more. */
    void finish() {
        log.setRelease(null);
    }

    /** Whether it has a place in a log. For the conductor of the client. */
    boolean isOpenIn(AppendLog asked) {
        return log.getAcquire() == asked;
    }

    /** Opens the claim over a frame whose header is written and whose length is still negative. */
    void open(UnsafeBuffer term, int offset, int frameLength) {
        frame.wrap(term, offset, frameLength);
    }

    private int openFrameLength() {
        int frameLength = frame.capacity();
        if (frameLength == 0) {
            throw new IllegalStateException("no claim is open: it was committed or aborted already");
        }
        return frameLength;
    }
}
