package io.tradebus.core.format.frame;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;
import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Which datagrams are taken from the network. Specified in {@code docs/wire-protocol.md#what-is-processed-where},
 * {@code #what-an-image-accepts} and {@code #appendix-b-stricter-checks}.
 *
 * <p>Each function says what is wrong with a datagram, or null when it can be used. {@link #header} comes first; only
 * what it accepts may be given to the function for its type. What all of them accept can be read, copied into a log and
 * walked through without leaving the datagram or the term. Nothing here throws, whatever the bytes are, and nothing
 * allocates.
 *
 * <p>Who knows the stream knows its term length. Where the stream is not known, {@link #header} is all there is to check.
 */
public final class DatagramRules {
    private static final int MIN_TERM_LENGTH = 64 << 10;
    private static final int MAX_TERM_LENGTH = 1 << 30;
    private static final int MIN_MTU_LENGTH = HEADER_LENGTH;
    private static final int MAX_MTU_LENGTH = 65504;
    private static final int ALIGNMENT_MASK = FRAME_ALIGNMENT - 1;

    private DatagramRules() {}

    /**
     * Checks what must hold for every datagram: that its first frame is of this protocol, long enough to be read, and not
     * longer than the datagram unless it holds data. Types that are not known are accepted, since they are ignored without
     * being counted as faulty.
     *
     * @param length of the datagram in bytes
     */
    public static @Nullable DatagramFault header(DirectBuffer buffer, int offset, int length) {
        if (length < FrameHeader.LENGTH) {
            return DatagramFault.TOO_SHORT;
        }
        if (FrameHeader.version(buffer, offset) != FrameHeader.CURRENT_VERSION) {
            return DatagramFault.WRONG_VERSION;
        }
        int frameLength = FrameHeader.frameLength(buffer, offset);
        int type = FrameHeader.type(buffer, offset);
        return switch (type) {
            case FrameType.DATA, FrameType.PADDING -> dataHeader(frameLength, length);
            case FrameType.NAK -> controlHeader(frameLength, length, NakFrame.LENGTH);
            case FrameType.STATUS_MESSAGE -> controlHeader(frameLength, length, StatusMessageFrame.LENGTH);
            case FrameType.ERROR -> controlHeader(frameLength, length, ErrorFrame.HEADER_LENGTH);
            case FrameType.SETUP -> controlHeader(frameLength, length, SetupFrame.LENGTH);
            case FrameType.RTT -> controlHeader(frameLength, length, RttFrame.LENGTH);
            case FrameType.RESOLUTION -> controlHeader(frameLength, length, ResolutionFrame.HEADER_LENGTH);
            case FrameType.RESPONSE_SETUP -> controlHeader(frameLength, length, ResponseSetupFrame.LENGTH);
            default -> null;
        };
    }

    /**
     * Checks a datagram of data, padding or a heartbeat: it lies in the term, and its frames follow each other without
     * gap and are all of one stream. Padding at the end counts with its header, which is all of it that was sent, but must
     * end in the term.
     *
     * @param length of the datagram in bytes
     * @param termLength of the stream
     */
    public static @Nullable DatagramFault data(DirectBuffer buffer, int offset, int length, int termLength) {
        int termOffset = DataFrame.termOffset(buffer, offset);
        if (((termOffset | length) & ALIGNMENT_MASK) != 0) {
            return DatagramFault.MISALIGNED;
        }
        // The end of a term is offset 0 of the next one, also in a heartbeat.
        if (termOffset < 0 || termOffset >= termLength) {
            return DatagramFault.OUT_OF_TERM;
        }
        return DataFrame.isHeartbeat(buffer, offset, length) ? null : frames(buffer, offset, length, termLength);
    }

    /** Checks that a log can be made for the stream, and that the position lies in it. */
    public static @Nullable DatagramFault setup(DirectBuffer buffer, int offset) {
        int termLength = SetupFrame.termLength(buffer, offset);
        int mtuLength = SetupFrame.mtuLength(buffer, offset);
        boolean isPossible = termLength >= MIN_TERM_LENGTH
                && termLength <= MAX_TERM_LENGTH
                && BitUtil.isPowerOfTwo(termLength)
                && mtuLength >= MIN_MTU_LENGTH
                && mtuLength <= MAX_MTU_LENGTH
                && (mtuLength & ALIGNMENT_MASK) == 0
                && isFrameOffset(SetupFrame.termOffset(buffer, offset), termLength);
        return isPossible ? null : DatagramFault.BAD_SETUP;
    }

    /**
     * Checks position and window. A tail that is no group tag is accepted, as older receivers send one.
     *
     * @param termLength of the stream
     */
    public static @Nullable DatagramFault statusMessage(DirectBuffer buffer, int offset, int termLength) {
        int windowLength = StatusMessageFrame.windowLength(buffer, offset);
        boolean isPossible = isFrameOffset(StatusMessageFrame.termOffset(buffer, offset), termLength)
                && windowLength >= 0
                && windowLength <= termLength / 2;
        return isPossible ? null : DatagramFault.BAD_STATUS_MESSAGE;
    }

    /**
     * Checks that the range begins at a frame of the term. It may reach beyond the end of the term, as the sender does not
     * go further than that; a range of 0 asks for nothing and is no fault.
     *
     * @param termLength of the stream
     */
    public static @Nullable DatagramFault nak(DirectBuffer buffer, int offset, int termLength) {
        boolean isPossible =
                isFrameOffset(NakFrame.termOffset(buffer, offset), termLength) && NakFrame.range(buffer, offset) >= 0;
        return isPossible ? null : DatagramFault.BAD_NAK;
    }

    /** Checks that the text is not longer than it may be and lies in the frame. */
    public static @Nullable DatagramFault error(DirectBuffer buffer, int offset) {
        int textLength = ErrorFrame.textLength(buffer, offset);
        boolean isPossible = textLength >= 0
                && textLength <= ErrorFrame.MAX_TEXT_LENGTH
                && ErrorFrame.HEADER_LENGTH + textLength <= FrameHeader.frameLength(buffer, offset);
        return isPossible ? null : DatagramFault.BAD_ERROR;
    }

    /**
     * Checks one entry of a name resolution frame: its type, that it has a name, and that it lies in the datagram.
     *
     * @param entry offset of the entry in the buffer
     * @param remaining bytes from there to the end of the frame
     */
    public static @Nullable DatagramFault resolutionEntry(DirectBuffer buffer, int entry, int remaining) {
        if (remaining < Long.BYTES) {
            return DatagramFault.TRUNCATED_RESOLUTION_ENTRY;
        }
        int type = ResolutionFrame.type(buffer, entry);
        if (type != ResolutionFrame.TYPE_IPV4 && type != ResolutionFrame.TYPE_IPV6) {
            return DatagramFault.BAD_RESOLUTION_ENTRY;
        }
        if (ResolutionFrame.nameLengthOffset(type) + Short.BYTES > remaining) {
            return DatagramFault.TRUNCATED_RESOLUTION_ENTRY;
        }
        int nameLength = ResolutionFrame.nameLength(buffer, entry);
        if (nameLength < 1 || nameLength > ResolutionFrame.MAX_NAME_LENGTH) {
            return DatagramFault.BAD_RESOLUTION_ENTRY;
        }
        boolean isWhole = ResolutionFrame.entryLength(type, nameLength) <= remaining;
        return isWhole ? null : DatagramFault.TRUNCATED_RESOLUTION_ENTRY;
    }

    private static @Nullable DatagramFault dataHeader(int frameLength, int length) {
        if (length < HEADER_LENGTH) {
            return DatagramFault.SHORT_FOR_TYPE;
        }
        return frameLength < 0 ? DatagramFault.NEGATIVE_LENGTH : null;
    }

    private static @Nullable DatagramFault controlHeader(int frameLength, int length, int minLength) {
        if (length < minLength) {
            return DatagramFault.SHORT_FOR_TYPE;
        }
        if (frameLength < minLength) {
            return frameLength < 0 ? DatagramFault.NEGATIVE_LENGTH : DatagramFault.SHORT_FOR_TYPE;
        }
        return frameLength > length ? DatagramFault.LENGTH_BEYOND_DATAGRAM : null;
    }

    private static @Nullable DatagramFault frames(DirectBuffer buffer, int offset, int length, int termLength) {
        int termOffset = DataFrame.termOffset(buffer, offset);
        int position = 0;
        while (position < length) {
            int frame = offset + position;
            DatagramFault fault = frame(buffer, offset, frame, termOffset + position, termLength);
            if (fault != null) {
                return fault;
            }
            int alignedLength = DataFrame.alignedLength(DataFrame.frameLength(buffer, frame));
            if (alignedLength > length - position) {
                return DataFrame.isPadding(buffer, frame) ? null : DatagramFault.LENGTH_BEYOND_DATAGRAM;
            }
            position += alignedLength;
        }
        return null;
    }

    // Both the offset and the term length are multiples of the alignment, so what ends in the term also ends there
    // aligned.
    private static @Nullable DatagramFault frame(
            DirectBuffer buffer, int first, int frame, int termOffset, int termLength) {
        int frameLength = DataFrame.frameLength(buffer, frame);
        if (frameLength < HEADER_LENGTH
                || FrameHeader.version(buffer, frame) != FrameHeader.CURRENT_VERSION
                || DataFrame.type(buffer, frame) > FrameType.DATA) {
            return DatagramFault.BAD_FRAME_IN_DATAGRAM;
        }
        if (DataFrame.termOffset(buffer, frame) != termOffset) {
            return DatagramFault.DISCONTINUOUS;
        }
        if (!DataFrame.isSameTerm(buffer, first, frame)) {
            return DatagramFault.MIXED_STREAMS;
        }
        return frameLength > termLength - termOffset ? DatagramFault.OUT_OF_TERM : null;
    }

    private static boolean isFrameOffset(int termOffset, int termLength) {
        return termOffset >= 0 && termOffset < termLength && (termOffset & ALIGNMENT_MASK) == 0;
    }
}
