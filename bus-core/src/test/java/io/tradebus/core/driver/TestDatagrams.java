package io.tradebus.core.driver;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/** What the other end of one stream says, by positions in the stream. */
public final class TestDatagrams {
    public static final int TERM_LENGTH = 64 << 10;
    public static final int MTU_LENGTH = 1408;

    private static final int BITS = 16;

    private final int sessionId;
    private final int streamId;
    private final int initialTermId;

    public TestDatagrams(int sessionId, int streamId, int initialTermId) {
        this.sessionId = sessionId;
        this.streamId = streamId;
        this.initialTermId = initialTermId;
    }

    public UnsafeBuffer setup(long position) {
        return setup(position, TERM_LENGTH, MTU_LENGTH);
    }

    public UnsafeBuffer setup(long position, int termLength, int mtuLength) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[SetupFrame.LENGTH]);
        SetupFrame.write(buffer, 0, 0, sessionId, streamId, 0);
        SetupFrame.writeGeometry(buffer, 0, initialTermId, termLength, mtuLength);
        SetupFrame.writePosition(buffer, 0, termId(position), offset(position));
        return buffer;
    }

    /** One frame of that many bytes, header included. */
    public UnsafeBuffer data(long position, int length) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[DataFrame.alignedLength(length)]);
        DataFrame.frameLength(buffer, 0, length);
        DataFrame.writeFields(
                buffer,
                0,
                DataFrame.FLAGS_UNFRAGMENTED,
                DataFrame.TYPE_DATA,
                offset(position),
                sessionId,
                streamId,
                termId(position));
        return buffer;
    }

    public UnsafeBuffer heartbeat(long position) {
        return heartbeat(position, 0);
    }

    public UnsafeBuffer endOfStream(long position) {
        return heartbeat(position, DataFrame.FLAG_END_OF_STREAM);
    }

    public UnsafeBuffer revoked(long position) {
        return heartbeat(position, DataFrame.FLAG_END_OF_STREAM | DataFrame.FLAG_REVOKED);
    }

    private UnsafeBuffer heartbeat(long position, int flags) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[DataFrame.HEADER_LENGTH]);
        DataFrame.writeHeartbeat(
                buffer,
                0,
                DataFrame.FLAGS_UNFRAGMENTED | flags,
                offset(position),
                sessionId,
                streamId,
                termId(position));
        return buffer;
    }

    /** A receiver has consumed up to a position and lets half a term be in flight. */
    public UnsafeBuffer statusMessage(long position) {
        return statusMessage(position, 0);
    }

    /** A receiver has read to the end and goes. */
    public UnsafeBuffer lastStatusMessage(long position) {
        return statusMessage(position, StatusMessageFrame.FLAG_END_OF_STREAM);
    }

    private UnsafeBuffer statusMessage(long position, int flags) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[StatusMessageFrame.LENGTH]);
        StatusMessageFrame.write(buffer, 0, flags, sessionId, streamId, 99);
        StatusMessageFrame.writeConsumption(buffer, 0, termId(position), offset(position), TERM_LENGTH / 2);
        return buffer;
    }

    private int termId(long position) {
        return Positions.termId(position, BITS, initialTermId);
    }

    private static int offset(long position) {
        return Positions.termOffset(position, TERM_LENGTH);
    }
}
