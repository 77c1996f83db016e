package io.tradebus.core.driver.receiver;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.driver.exchange.InboundStreamSetup;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.driver.protocol.FeedbackDelay;
import io.tradebus.core.driver.protocol.FeedbackDelays;
import io.tradebus.core.driver.protocol.GapSettings;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.Positions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/** An image as the conductor makes it, in a file of its own. */
final class TestImage {
    static final int WINDOW = 16 << 10;

    final TestFrames frames;
    final long imageId;
    final LogFile file;
    final InboundLog log;
    final InboundSignals signals;
    final AtomicCounter highWaterMark;
    final AtomicCounter rebuildPosition;
    final AtomicCounter naksSent;
    CongestionControl congestion = new SteppedWindow(WINDOW);
    FeedbackDelay delay = FeedbackDelays.unicast(NakConfig.DEFAULT, null);
    GapSettings gaps = GapSettings.ONE_AT_A_TIME;
    boolean isReliable = true;
    long transportId = TransportSetup.OWN;
    InetSocketAddress control = ReceiverHarness.SENDER;

    TestImage(TestFrames frames, long imageId, long joinPosition, Path directory, CountersManager counters) {
        this.frames = frames;
        this.imageId = imageId;
        LogDescription description = LogDescription.builder(LogKind.IMAGE, imageId).stream(
                        frames.sessionId, frames.streamId)
                .termLength(TestFrames.TERM_LENGTH)
                .mtuLength(TestFrames.MTU_LENGTH)
                .start(TestFrames.INITIAL_TERM_ID, TestFrames.termOf(joinPosition), TestFrames.offsetOf(joinPosition))
                .build();
        file = LogFile.create(directory.resolve(imageId + ".logbuffer"), description, true);
        highWaterMark = counters.newCounter("rcv-hwm");
        rebuildPosition = counters.newCounter("rcv-pos");
        naksSent = counters.newCounter("rcv-naks-sent");
        log = new InboundLog(
                description,
                file,
                "aeron:udp?endpoint=127.0.0.1:20121",
                "127.0.0.1:" + ReceiverHarness.SENDER.getPort(),
                highWaterMark,
                rebuildPosition,
                naksSent);
        signals = new InboundSignals(joinPosition);
    }

    InboundStreamSetup setup(long endpointId) {
        return new InboundStreamSetup(
                endpointId,
                transportId,
                log,
                signals,
                control,
                congestion,
                new InboundStreamSetup.Repair(isReliable, delay, gaps));
    }

    InboundEnd end() {
        return signals.endAcquire();
    }

    void consume(long position) {
        signals.consumedPositionRelease(position);
    }

    UnsafeBuffer term(long position) {
        return file.term(Positions.partitionIndex(position, TestFrames.BITS));
    }

    /** The length of the frame that a subscriber finds at a position; 0 if there is none yet. */
    int frameLengthAt(long position) {
        return DataFrame.frameLengthAcquire(term(position), TestFrames.offsetOf(position));
    }

    boolean isPaddingAt(long position) {
        return DataFrame.isPadding(term(position), TestFrames.offsetOf(position));
    }

    /** Reads as a subscriber does and returns where the complete frames end; payloads must be what was sent. */
    long readFrom(long position) {
        long end = position;
        int frameLength = frameLengthAt(end);
        while (frameLength > 0) {
            if (!isPaddingAt(end)) {
                requirePayload(end, frameLength);
            }
            end += DataFrame.alignedLength(frameLength);
            frameLength = frameLengthAt(end);
        }
        return end;
    }

    private void requirePayload(long position, int frameLength) {
        for (int i = DataFrame.HEADER_LENGTH; i < frameLength; i++) {
            byte found = term(position).getByte(TestFrames.offsetOf(position) + i);
            if (found != TestFrames.byteAt(position + i)) {
                throw new AssertionError("byte " + found + " at position " + (position + i));
            }
        }
    }
}
