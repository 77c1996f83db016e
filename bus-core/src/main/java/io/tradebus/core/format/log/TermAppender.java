package io.tradebus.core.format.log;

import static io.tradebus.core.format.frame.DataFrame.FLAGS_UNFRAGMENTED;
import static io.tradebus.core.format.frame.DataFrame.FLAG_BEGIN;
import static io.tradebus.core.format.frame.DataFrame.FLAG_END;
import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;
import static io.tradebus.core.format.frame.DataFrame.TYPE_DATA;
import static io.tradebus.core.format.frame.DataFrame.TYPE_PADDING;

import io.tradebus.core.format.RawMemory;
import io.tradebus.core.format.frame.DataFrame;
import java.lang.invoke.VarHandle;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into a place of a term that was claimed before by moving the tail. See
 * {@code docs/shared-memory.md#writing-a-frame}.
 *
 * <p>A reader, or the driver that unblocks what a dead publisher left, must be able to tell at any moment how far a frame
 * is. So its negative length is stored first, with a fence after it, then header and payload, and at last its positive
 * length with release. Frames of one message are completed from first to last, so that a reader never finds a later
 * fragment before an earlier one.
 *
 * <p>Holds only what is the same for all frames of a publication. Safe to use from several threads, which write into
 * places of their own. Allocates nothing.
 */
public final class TermAppender {
    private static final DirectBufferVector @Nullable [] NO_VECTORS = null;
    private static final DirectBuffer NO_PART = new UnsafeBuffer(new byte[0]);
    /** Frame length, version, flags and type, which are stored as one value. */
    private static final int FIRST_WORD_LENGTH = 8;

    private final int sessionId;
    private final int streamId;
    private final int maxPayloadLength;

    /**
     * @param mtuLength longest frame in bytes, header included
     */
    public TermAppender(int sessionId, int streamId, int mtuLength) {
        this.sessionId = sessionId;
        this.streamId = streamId;
        maxPayloadLength = mtuLength - HEADER_LENGTH;
    }

    /** Most bytes of payload in one frame. */
    public int maxPayloadLength() {
        return maxPayloadLength;
    }

    /** See {@link DataFrame#placeWord}. */
    public long placeWord(int termOffset) {
        return DataFrame.placeWord(termOffset, sessionId);
    }

    /** See {@link DataFrame#streamWord}. */
    public long streamWord(int termId) {
        return DataFrame.streamWord(streamId, termId);
    }

    /**
     * Bytes that a message takes in a term.
     *
     * @param length of the message, at most {@link Positions#MAX_MESSAGE_LENGTH}
     */
    public int requiredLength(int length) {
        return Positions.framedLength(length, maxPayloadLength);
    }

    /**
     * Writes a message that fits one frame, and is known to lie in its buffer.
     *
     * @param term outside of the heap
     * @param termOffset where the frame begins; {@link #requiredLength} bytes from there are claimed and zero
     * @param length of the message, at most {@link #maxPayloadLength}
     * @param reservedValue asked for the frame, or null to leave the reserved value 0
     */
    public void appendFrame(
            UnsafeBuffer term,
            int termOffset,
            int termId,
            DirectBuffer message,
            int offset,
            int length,
            @Nullable ReservedValueSupplier reservedValue) {
        int frameLength = length + HEADER_LENGTH;
        long frame = RawMemory.address(term, termOffset, frameLength);
        RawMemory.putLongRelease(frame, DataFrame.firstWord(-frameLength, FLAGS_UNFRAGMENTED, TYPE_DATA));
        // Nothing of the frame may be seen before the sign that it is being written.
        VarHandle.storeStoreFence();
        RawMemory.putLong(frame + DataFrame.PLACE_WORD, DataFrame.placeWord(termOffset, sessionId));
        RawMemory.putLong(frame + DataFrame.STREAM_WORD, DataFrame.streamWord(streamId, termId));
        RawMemory.copy(message, offset, frame + HEADER_LENGTH, length);
        if (reservedValue != null) {
            DataFrame.reservedValue(term, termOffset, reservedValue.get(term, termOffset, frameLength));
        }
        RawMemory.putIntRelease(frame, frameLength);
    }

    /**
     * Writes a message of two parts, of which one or both may be empty, as one or more frames.
     *
     * @param termOffset where the first frame begins; {@link #requiredLength} bytes from there are claimed and zero
     * @param reservedValue asked for each frame, or null to leave the reserved values 0
     */
    public void append(
            UnsafeBuffer term,
            int termOffset,
            int termId,
            DirectBuffer first,
            int firstOffset,
            int firstLength,
            DirectBuffer second,
            int secondOffset,
            int secondLength,
            @Nullable ReservedValueSupplier reservedValue) {
        int length = firstLength + secondLength;
        if (length <= maxPayloadLength) {
            begin(term, termOffset, termId, length, FLAGS_UNFRAGMENTED);
            int payload = termOffset + HEADER_LENGTH;
            term.putBytes(payload, first, firstOffset, firstLength);
            term.putBytes(payload + firstLength, second, secondOffset, secondLength);
            commit(term, termOffset, length, reservedValue);
        } else {
            appendInFragments(
                    term,
                    termOffset,
                    termId,
                    length,
                    first,
                    firstOffset,
                    firstLength,
                    second,
                    secondOffset,
                    NO_VECTORS,
                    reservedValue);
        }
    }

    /**
     * Writes a message that lies in several places as one or more frames.
     *
     * @param length of the message: {@link DirectBufferVector#totalLength} of the parts
     * @param reservedValue asked for each frame, or null to leave the reserved values 0
     */
    public void append(
            UnsafeBuffer term,
            int termOffset,
            int termId,
            DirectBufferVector[] parts,
            int length,
            @Nullable ReservedValueSupplier reservedValue) {
        appendInFragments(term, termOffset, termId, length, NO_PART, 0, 0, NO_PART, 0, parts, reservedValue);
    }

    /**
     * Writes several frames at once, in a place that was claimed for all of them. Readers see all or none: until the last
     * store the first frame says that everything is being written, so that all becomes padding if the publisher dies.
     *
     * @param termOffset where the first frame begins; {@code length} bytes from there are claimed and zero
     * @param frames frames one after the other, complete and as they shall lie in the term, from index 0
     * @param length of all frames in bytes, each aligned
     */
    public void appendFrames(UnsafeBuffer term, int termOffset, UnsafeBuffer frames, int length) {
        term.putLongRelease(termOffset, DataFrame.firstWord(-length, FLAGS_UNFRAGMENTED, TYPE_DATA));
        // Nothing of the frames may be seen before the sign that they are being written.
        VarHandle.storeStoreFence();
        term.putBytes(termOffset + FIRST_WORD_LENGTH, frames, FIRST_WORD_LENGTH, length - FIRST_WORD_LENGTH);
        DataFrame.frameLengthRelease(term, termOffset, DataFrame.frameLength(frames, 0));
    }

    /**
     * Begins a frame whose payload the claimer writes, and who then completes it by {@link #commitClaim} or
     * {@link #abortClaim}. Until then all readers stop before it.
     *
     * @param length of the payload in bytes, at most {@link #maxPayloadLength}
     */
    public void claim(UnsafeBuffer term, int termOffset, int termId, int length) {
        begin(term, termOffset, termId, length, FLAGS_UNFRAGMENTED);
    }

    /**
     * Lets readers see a claimed frame.
     *
     * @param frame where the header begins in {@code buffer}
     * @param frameLength in bytes, header included
     */
    public static void commitClaim(UnsafeBuffer buffer, int frame, int frameLength) {
        DataFrame.frameLengthRelease(buffer, frame, frameLength);
    }

    /** Turns a claimed frame into padding, which readers skip. */
    public static void abortClaim(UnsafeBuffer buffer, int frame, int frameLength) {
        DataFrame.type(buffer, frame, TYPE_PADDING);
        DataFrame.frameLengthRelease(buffer, frame, frameLength);
    }

    /**
     * Writes padding, which readers skip.
     *
     * @param frameLength in bytes, header included; the rest of the term when the term is at its end
     */
    public void appendPadding(UnsafeBuffer term, int termOffset, int termId, int frameLength) {
        begin(term, termOffset, termId, frameLength - HEADER_LENGTH, FLAGS_UNFRAGMENTED);
        DataFrame.type(term, termOffset, TYPE_PADDING);
        DataFrame.frameLengthRelease(term, termOffset, frameLength);
    }

    // The one fragmenting loop. Parts or vectors: passing both costs arguments, an object for them would be garbage.
    private void appendInFragments(
            UnsafeBuffer term,
            int termOffset,
            int termId,
            int length,
            DirectBuffer first,
            int firstOffset,
            int firstLength,
            DirectBuffer second,
            int secondOffset,
            DirectBufferVector @Nullable [] vectors,
            @Nullable ReservedValueSupplier reservedValue) {
        int frame = termOffset;
        int written = 0;
        do {
            int count = Math.min(length - written, maxPayloadLength);
            int flags = (written == 0 ? FLAG_BEGIN : 0) | (written + count == length ? FLAG_END : 0);
            begin(term, frame, termId, count, flags);
            int payload = frame + HEADER_LENGTH;
            if (vectors == null) {
                int fromFirst = Math.max(0, Math.min(firstLength - written, count));
                term.putBytes(payload, first, firstOffset + written, fromFirst);
                int fromSecond = secondOffset + Math.max(0, written - firstLength);
                term.putBytes(payload + fromFirst, second, fromSecond, count - fromFirst);
            } else {
                copy(vectors, written, term, payload, count);
            }
            commit(term, frame, count, reservedValue);
            frame += DataFrame.alignedLength(count + HEADER_LENGTH);
            written += count;
        } while (written < length);
    }

    /** Copies the bytes of a message from {@code from} on, whichever parts they lie in. */
    private static void copy(DirectBufferVector[] vectors, int from, UnsafeBuffer term, int payload, int count) {
        int skip = from;
        int copied = 0;
        for (int i = 0; copied < count; i++) {
            DirectBufferVector part = vectors[i];
            if (skip < part.length()) {
                int length = Math.min(part.length() - skip, count - copied);
                term.putBytes(payload + copied, part.buffer(), part.offset() + skip, length);
                copied += length;
                skip = 0;
            } else {
                skip -= part.length();
            }
        }
    }

    private void begin(UnsafeBuffer term, int termOffset, int termId, int payloadLength, int flags) {
        term.putLongRelease(termOffset, DataFrame.firstWord(-(payloadLength + HEADER_LENGTH), flags, TYPE_DATA));
        // Nothing of the frame may be seen before the sign that it is being written.
        VarHandle.storeStoreFence();
        DataFrame.writeIdentity(term, termOffset, termOffset, sessionId, streamId, termId);
    }

    private static void commit(
            UnsafeBuffer term, int termOffset, int payloadLength, @Nullable ReservedValueSupplier reservedValue) {
        int frameLength = payloadLength + HEADER_LENGTH;
        if (reservedValue != null) {
            DataFrame.reservedValue(term, termOffset, reservedValue.get(term, termOffset, frameLength));
        }
        DataFrame.frameLengthRelease(term, termOffset, frameLength);
    }
}
