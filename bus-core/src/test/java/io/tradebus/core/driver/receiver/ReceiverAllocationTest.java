package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SENDER;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.config.NakConfig;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.protocol.CongestionControls;
import io.tradebus.core.driver.protocol.FeedbackDelays;
import io.tradebus.core.driver.protocol.GapSettings;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.TermCleaner;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving allocates nothing: in order, with loss that is repaired, and with loss that is not. */
class ReceiverAllocationTest {
    private static final int WARM_UP = 100_000;
    private static final int DATAGRAMS = 200_000;
    // While code is being compiled the JVM may allocate some bytes of its own, which no datagram can be blamed for.
    private static final int ATTEMPTS = 10;
    private static final int LENGTH = 1408;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ReceiverHarness harness = new ReceiverHarness();
    private final TestImage image = harness.newImage(harness.frames, 0);
    private final UnsafeBuffer datagram = harness.frames.data(0, LENGTH);
    private DatagramHandler handler;
    private @Nullable DatagramHandler otherHandler;
    private long position;
    private long cleaned;

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in order", "repaired", "several gaps repaired", "filled", "cubic", "by two transports"})
    void receivingAllocatesNothing(String way) {
        image.isReliable = !way.equals("filled");
        image.delay = image.isReliable ? FeedbackDelays.unicast(NakConfig.DEFAULT, null) : FeedbackDelays.none();
        image.gaps = way.startsWith("several")
                ? GapSettings.of(8, true, false, TestImage.WINDOW)
                : GapSettings.ONE_AT_A_TIME;
        if (way.equals("cubic")) {
            image.congestion = CongestionControls.create(
                    "cubic",
                    CongestionConfig.DEFAULT.withCubicMeasureRtt(true),
                    TestImage.WINDOW,
                    TestFrames.TERM_LENGTH,
                    TestFrames.MTU_LENGTH,
                    harness.nowNs);
        }
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(image);
        harness.cycle();
        harness.port.isRecording = false;
        handler = harness.poller.handler(harness.port);
        if (way.equals("by two transports")) {
            FakePort second = new FakePort();
            second.isRecording = false;
            harness.receiver.addTransport(
                    ENDPOINT, ReceiverHarness.transport(1, second, new ReceiverHarness.EndpointTraits()));
            otherHandler = harness.poller.handler(second);
        }
        boolean hasLoss = !way.equals("in order");

        receive(WARM_UP, hasLoss);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            receive(DATAGRAMS, hasLoss);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
        assertThat(harness.errors).isEmpty();
        assertThat(image.rebuildPosition.get()).isEqualTo(position);
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isZero();
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_UNDER_RUNS)).isZero();
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_SENT)).isGreaterThan(1000);
        assertThat(harness.count(SystemCounter.NAKS_SENT) > 0).isEqualTo(hasLoss && image.isReliable);
        assertThat(harness.count(SystemCounter.LOSS_GAP_FILLS) > 0).isEqualTo(!image.isReliable);
    }

    /** Every eighth and tenth datagram is lost at first, if any is. */
    private void receive(int count, boolean hasLoss) {
        int done = 0;
        while (done < count) {
            boolean isRoom = TestFrames.offsetOf(position) + 12 * LENGTH <= TestFrames.TERM_LENGTH;
            if (!isRoom) {
                pad();
            }
            long begin = position;
            for (int i = 0; i < 12; i++) {
                if (!hasLoss || i != 7 && i != 9) {
                    deliver(begin + i * LENGTH);
                }
            }
            position = begin + 12 * LENGTH;
            step();
            step();
            if (hasLoss && image.isReliable) {
                deliver(begin + 7 * LENGTH);
                deliver(begin + 9 * LENGTH);
            }
            step();
            step();
            consume();
            done += 12;
        }
    }

    private void deliver(long at) {
        DataFrame.frameLength(datagram, 0, LENGTH);
        DataFrame.type(datagram, 0, DataFrame.TYPE_DATA);
        DataFrame.termOffset(datagram, 0, TestFrames.offsetOf(at));
        DataFrame.termId(datagram, 0, TestFrames.termOf(at));
        handler.onDatagram(datagram, 0, LENGTH, SENDER);
        if (otherHandler != null) {
            otherHandler.onDatagram(datagram, 0, LENGTH, SENDER);
        }
    }

    private void pad() {
        int rest = TestFrames.TERM_LENGTH - TestFrames.offsetOf(position);
        DataFrame.frameLength(datagram, 0, rest);
        DataFrame.type(datagram, 0, DataFrame.TYPE_PADDING);
        DataFrame.termOffset(datagram, 0, TestFrames.offsetOf(position));
        DataFrame.termId(datagram, 0, TestFrames.termOf(position));
        handler.onDatagram(datagram, 0, DataFrame.HEADER_LENGTH, SENDER);
        position += rest;
        step();
        consume();
    }

    private void step() {
        harness.nowNs += 2_000;
        harness.receiver.doWork();
    }

    private void consume() {
        long target = position - TestFrames.TERM_LENGTH;
        while (cleaned < target) {
            int offset = TestFrames.offsetOf(cleaned);
            int length = (int) Math.min(target - cleaned, TestFrames.TERM_LENGTH - offset);
            TermCleaner.clean(image.term(cleaned), offset, length);
            cleaned += length;
        }
        image.consume(position);
        step();
    }
}
