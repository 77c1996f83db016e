package io.tradebus.core.driver.sender;

import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.format.frame.DataFrame;
import java.nio.ByteBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats of streams that leave by the same way, gathered in one cycle of the sender and sent as one run, so that a port that
 * can takes them in one call. Each is a datagram of its own all the same.
 */
final class HeartbeatRun {
    /** More than one call takes bring nothing. */
    private static final int MOST = 64;

    private final FrameBuffer frames = new FrameBuffer(MOST * HEADER_LENGTH);
    private final AtomicCounter heartbeatsSent;
    private final ErrorHandler errors;
    private @Nullable StreamOutlet outlet;
    private int count;

    /** @param heartbeatsSent counts those that were taken */
    HeartbeatRun(AtomicCounter heartbeatsSent, ErrorHandler errors) {
        this.heartbeatsSent = heartbeatsSent;
        this.errors = errors;
    }

    /** Adds one, which leaves before the cycle ends. */
    void add(StreamOutlet by, int flags, int termOffset, int sessionId, int streamId, int termId) {
        StreamOutlet before = outlet;
        if (before != null && (count == MOST || !by.leadsWhere(before))) {
            flush();
        }
        outlet = by;
        DataFrame.writeHeartbeat(
                frames.buffer(), count * HEADER_LENGTH, flags, termOffset, sessionId, streamId, termId);
        count++;
    }

    /** Sends what there is. Those that are not taken are not sent again: the next ones are due soon. */
    void flush() {
        StreamOutlet by = outlet;
        if (by == null) {
            return;
        }
        ByteBuffer run = frames.bytes().limit(count * HEADER_LENGTH);
        outlet = null;
        count = 0;
        try {
            int sent = by.isToNobody() ? 0 : by.send(run, HEADER_LENGTH);
            if (sent > 0) {
                heartbeatsSent.getAndAddRelease(sent / HEADER_LENGTH);
            }
        } catch (RuntimeException e) {
            errors.onError(e);
        }
    }
}
