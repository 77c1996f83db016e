package io.tradebus.core.driver.media;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of which only the header matters. */
final class Frames {
    private Frames() {}

    /** A frame of any type. */
    static UnsafeBuffer ofType(int type) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[DataFrame.HEADER_LENGTH]);
        DataFrame.frameLength(frame, 0, DataFrame.HEADER_LENGTH);
        DataFrame.type(frame, 0, type);
        return frame;
    }

    /** A datagram with one data frame that fills it. */
    static UnsafeBuffer data(int sessionId, int termId, int termOffset, int length) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[length]);
        DataFrame.frameLength(frame, 0, length);
        DataFrame.writeFields(
                frame, 0, DataFrame.FLAGS_UNFRAGMENTED, DataFrame.TYPE_DATA, termOffset, sessionId, 10, termId);
        return frame;
    }

    static boolean isLost(LossRule rule, UnsafeBuffer datagram) {
        return rule.isLost(datagram, 0, datagram.capacity());
    }
}
