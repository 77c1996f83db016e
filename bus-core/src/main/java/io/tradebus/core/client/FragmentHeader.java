package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The header of a fragment, or of a message that was put together from several.
 *
 * <p>One object is reused for every fragment of an image: copy what is needed after the call.
 */
public final class FragmentHeader {
    private static final int END_OF_FRAME = -1;

    private int initialTermId;
    private int bitsToShift;
    private @Nullable Image image;
    private UnsafeBuffer buffer;
    private long beginOfTerm;
    private int offset;
    private int messageEnd = END_OF_FRAME;

    FragmentHeader(int initialTermId, int bitsToShift, UnsafeBuffer buffer, @Nullable Image image) {
        this.initialTermId = initialTermId;
        this.bitsToShift = bitsToShift;
        this.buffer = buffer;
        this.image = image;
    }

    /** Position in the stream after the message, in bytes: where the next frame begins. */
    public long position() {
        return beginOfTerm + messageEnd();
    }

    /** Bytes of header and payload; for a message from several fragments 32 and the whole message. */
    public int frameLength() {
        return DataFrame.frameLength(buffer, offset);
    }

    /** {@link DataFrame#FLAGS_UNFRAGMENTED} for a whole message, less for a fragment of one. */
    public int flags() {
        return DataFrame.flags(buffer, offset);
    }

    /** {@link DataFrame#TYPE_DATA}, unless a claim was committed with another type. */
    public int type() {
        return DataFrame.type(buffer, offset);
    }

    /** Where the frame lies in its term, in bytes; for a message from several fragments where the first one lies. */
    public int termOffset() {
        return DataFrame.termOffset(buffer, offset);
    }

    public int sessionId() {
        return DataFrame.sessionId(buffer, offset);
    }

    public int streamId() {
        return DataFrame.streamId(buffer, offset);
    }

    public int termId() {
        return DataFrame.termId(buffer, offset);
    }

    /** What the publisher supplied with the message, 0 by default. */
    public long reservedValue() {
        return DataFrame.reservedValue(buffer, offset);
    }

    /** Whether the message was put together from several fragments. */
    public boolean isReassembled() {
        return messageEnd != END_OF_FRAME;
    }

    /** The term id at which the stream began. */
    public int initialTermId() {
        return initialTermId;
    }

    /** Binary logarithm of the term length. */
    public int positionBitsToShift() {
        return bitsToShift;
    }

    /** The image the message came through; null only for a header that no image made. */
    public @Nullable Image image() {
        return image;
    }

    /**
     * Moves to a term; {@link #moveTo(int)} comes next.
     *
     * @param position at which the term begins, in bytes
     */
    void beginTerm(UnsafeBuffer term, long position) {
        buffer = term;
        beginOfTerm = position;
    }

    /** Moves to another frame of the term. */
    void moveTo(int frame) {
        offset = frame;
    }

    /** Where the message ends in its term, in bytes. */
    int messageEnd() {
        return messageEnd == END_OF_FRAME ? offset + DataFrame.alignedLength(frameLength()) : messageEnd;
    }

    /** Becomes the header of a message of which {@code first} is the first fragment. */
    void beginFrom(FragmentHeader first) {
        initialTermId = first.initialTermId;
        bitsToShift = first.bitsToShift;
        beginOfTerm = first.beginOfTerm;
        image = first.image;
        buffer.putBytes(offset, first.buffer, first.offset, DataFrame.HEADER_LENGTH);
    }

    /** Completes the header begun by {@link #beginFrom}. */
    void endWith(FragmentHeader last, int payloadLength) {
        DataFrame.frameLengthRelease(buffer, offset, DataFrame.HEADER_LENGTH + payloadLength);
        DataFrame.flags(buffer, offset, flags() | last.flags());
        messageEnd = last.messageEnd();
    }
}
