package io.tradebus.core.driver.receiver;

import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/** What one sender sends: datagrams by their position in the stream. */
final class TestFrames {
    static final int INITIAL_TERM_ID = Integer.MAX_VALUE;
    static final int TERM_LENGTH = 64 << 10;
    static final int MTU_LENGTH = 1408;
    static final int BITS = 16;

    final int sessionId;
    final int streamId;

    TestFrames(int sessionId, int streamId) {
        this.sessionId = sessionId;
        this.streamId = streamId;
    }

    /** Whole frames of so many bytes each, headers included. */
    UnsafeBuffer data(long position, int... frameLengths) {
        int length = 0;
        for (int frameLength : frameLengths) {
            length += DataFrame.alignedLength(frameLength);
        }
        UnsafeBuffer buffer = buffer(length);
        int offset = 0;
        for (int frameLength : frameLengths) {
            header(buffer, offset, position + offset, DataFrame.TYPE_DATA, frameLength);
            for (int i = HEADER_LENGTH; i < frameLength; i++) {
                buffer.putByte(offset + i, byteAt(position + offset + i));
            }
            offset += DataFrame.alignedLength(frameLength);
        }
        return buffer;
    }

    /** What the payload of {@link #data} is at a position. */
    static byte byteAt(long position) {
        return (byte) (position * 31 + 7);
    }

    /** Padding: the header alone is sent, whatever it stands for. */
    UnsafeBuffer padding(long position, int paddedLength) {
        UnsafeBuffer buffer = buffer(HEADER_LENGTH);
        header(buffer, 0, position, DataFrame.TYPE_PADDING, paddedLength);
        return buffer;
    }

    UnsafeBuffer heartbeat(long position) {
        return heartbeat(position, DataFrame.FLAGS_UNFRAGMENTED);
    }

    UnsafeBuffer endOfStream(long position) {
        return heartbeat(position, DataFrame.FLAGS_UNFRAGMENTED | DataFrame.FLAG_END_OF_STREAM);
    }

    UnsafeBuffer revoked(long position) {
        return heartbeat(
                position, DataFrame.FLAGS_UNFRAGMENTED | DataFrame.FLAG_END_OF_STREAM | DataFrame.FLAG_REVOKED);
    }

    private UnsafeBuffer heartbeat(long position, int flags) {
        UnsafeBuffer buffer = buffer(HEADER_LENGTH);
        DataFrame.writeHeartbeat(buffer, 0, flags, offsetOf(position), sessionId, streamId, termOf(position));
        return buffer;
    }

    UnsafeBuffer setup(long position) {
        return setup(position, TERM_LENGTH, MTU_LENGTH, 0);
    }

    UnsafeBuffer setup(long position, int termLength, int mtuLength, int ttl) {
        UnsafeBuffer buffer = buffer(SetupFrame.LENGTH);
        SetupFrame.write(buffer, 0, 0, sessionId, streamId, ttl);
        SetupFrame.writeGeometry(buffer, 0, INITIAL_TERM_ID, termLength, mtuLength);
        SetupFrame.writePosition(buffer, 0, termOf(position), offsetOf(position));
        return buffer;
    }

    UnsafeBuffer rtt(int flags, long echoNs, long receiverId) {
        UnsafeBuffer buffer = buffer(RttFrame.LENGTH);
        RttFrame.write(buffer, 0, flags, sessionId, streamId, echoNs, receiverId);
        return buffer;
    }

    static int termOf(long position) {
        return Positions.termId(position, BITS, INITIAL_TERM_ID);
    }

    static int offsetOf(long position) {
        return Positions.termOffset(position, TERM_LENGTH);
    }

    private void header(UnsafeBuffer buffer, int offset, long position, int type, int frameLength) {
        DataFrame.frameLength(buffer, offset, frameLength);
        DataFrame.writeFields(
                buffer,
                offset,
                DataFrame.FLAGS_UNFRAGMENTED,
                type,
                offsetOf(position),
                sessionId,
                streamId,
                termOf(position));
        DataFrame.reservedValue(buffer, offset, position);
    }

    private static UnsafeBuffer buffer(int length) {
        return new UnsafeBuffer(new byte[length]);
    }
}
