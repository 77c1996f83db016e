package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Goes through the frames of an image one by one, for a reader that does the work itself instead of being called for each
 * fragment, as by {@link Image#controlledPoll}. For the thread that polls the image.
 *
 * <p>A pass begins with {@link #begin}, goes no further than to the end of the term, and ends with {@link #commit}. In
 * between the image is not polled in another way. A frame that is not {@link #pass passed} is met again.
 */
public final class FrameCursor {
    private final Image image;
    private final UnsafeBuffer[] terms;
    private final int termLength;
    private final int bitsToShift;

    private UnsafeBuffer term;
    private long beginOfTerm;
    private int endOffset;
    private int offset;
    private int frameLength;

    public FrameCursor(Image image) {
        this.image = image;
        this.terms = image.log().buffers().terms();
        this.termLength = image.termBufferLength();
        this.bitsToShift = image.positionBitsToShift();
        this.term = terms[0];
    }

    /**
     * Goes to the position of the image.
     *
     * @param limitPosition first position at which no frame is begun, in bytes
     */
    public void begin(long limitPosition) {
        long position = image.position();
        term = terms[Positions.partitionIndex(position, bitsToShift)];
        offset = (int) position & (termLength - 1);
        beginOfTerm = position - offset;
        endOffset = position < limitPosition ? PollBounds.endOffset(position, limitPosition, termLength) : 0;
    }

    /** Whether there is a frame to be read, behind padding perhaps; not if the image was closed. */
    public boolean isAtFrame() {
        while (offset < endOffset && !image.isClosed()) {
            int length = DataFrame.frameLengthAcquire(term, offset);
            if (length <= 0) {
                return false;
            }
            frameLength = length;
            if (!DataFrame.isPadding(term, offset)) {
                return true;
            }
            pass();
        }
        return false;
    }

    /** Whether the frame holds a whole message, and not a fragment of one. */
    public boolean isWholeMessage() {
        return (DataFrame.flags(term, offset) & DataFrame.FLAGS_UNFRAGMENTED) == DataFrame.FLAGS_UNFRAGMENTED;
    }

    /** Where the payload of the frame lies. Like all that is said of the frame, valid until it is passed. */
    public DirectBuffer buffer() {
        return term;
    }

    /** Where in {@link #buffer()} the payload begins. */
    public int payloadOffset() {
        return offset + DataFrame.HEADER_LENGTH;
    }

    /** Payload in bytes. */
    public int payloadLength() {
        return frameLength - DataFrame.HEADER_LENGTH;
    }

    /** Where in {@link #buffer()} the frame begins, by which it can be asked for until the pass ends. */
    public int frame() {
        return offset;
    }

    /** Flags of a frame of this pass. */
    public int flags(int frame) {
        return DataFrame.flags(term, frame);
    }

    /** What the publisher supplied with the message in a frame of this pass, 0 by default. */
    public long reservedValue(int frame) {
        return DataFrame.reservedValue(term, frame);
    }

    /** Position after a frame of this pass, in bytes. */
    public long endPosition(int frame) {
        return beginOfTerm + frame + DataFrame.alignedLength(DataFrame.frameLength(term, frame));
    }

    /** Goes behind the frame. */
    public void pass() {
        offset += DataFrame.alignedLength(frameLength);
    }

    /** Where it stands, in bytes: what lies before it was passed. */
    public long position() {
        return beginOfTerm + offset;
    }

    /** Moves the image to where it stands, so that the publisher has the room before it. */
    public void commit() {
        // Not checked: a damaged frame leads beyond the term here as in any other poll.
        image.storeIfMoved(image.position(), position());
    }
}
