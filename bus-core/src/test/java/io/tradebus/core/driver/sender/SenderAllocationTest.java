package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending, sending again and taking what receivers say allocates nothing: bytes are counted by the JVM for this thread. */
class SenderAllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MESSAGES = 300_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no message can be blamed for.
    private static final int ATTEMPTS = 5;
    private static final int WINDOW = TestStream.TERM_LENGTH / 2;
    private static final int TERM_MASK = TestStream.TERM_LENGTH - 1;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SenderHarness harness = new SenderHarness();
    private final UnsafeBuffer statusMessage = SenderHarness.frame(StatusMessageFrame.LENGTH);
    private final InetSocketAddress[] sources = {
        FakePort.PEER, new InetSocketAddress("127.0.0.2", 20_121), new InetSocketAddress("127.0.0.3", 20_121)
    };
    private int receiverCount = 1;
    private final UnsafeBuffer nak = SenderHarness.frame(NakFrame.LENGTH);
    private final UnsafeBuffer question = SenderHarness.frame(RttFrame.LENGTH);

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamIsSentWithoutAllocation(boolean isStamped) {
        TestStream stream = harness.connected(
                new TestStream().sendTimestampOffset(isStamped ? TimestampOffset.RESERVED_VALUE : TimestampOffset.NONE),
                WINDOW);
        requireNoAllocation(stream, harness.port);
    }

    @ParameterizedTest
    @EnumSource(
            value = ControlMode.class,
            names = {"MANUAL", "DYNAMIC"})
    void aStreamIsSentToSeveralDestinationsWithoutAllocation(ControlMode mode) {
        FakePort port = new FakePort();
        port.hasPeer = false;
        AtomicCounter count = harness.counters.newCounter("mdc-num-dest");
        harness.sender.addEndpoint(new SendEndpointSetup(200, port, mode, count, null, harness.evidence));
        receiverCount = mode == ControlMode.DYNAMIC ? 3 : 1;
        for (int i = 1; i <= 3; i++) {
            // All of them are heard, since looking for those that are silent tells the conductor.
            harness.sender.addDestination(200, i, FakePort.PEER);
        }
        TestStream stream = harness.add(new TestStream().group(FlowControlKind.MIN, 0, -1), 200);

        requireNoAllocation(stream, port);

        assertThat(count.get()).isEqualTo(3);
    }

    private void requireNoAllocation(TestStream stream, FakePort port) {
        port.isRecording = false;
        // The sender is the one that is measured, so the datagrams are handed over as its ports would.
        DatagramHandler handler = handler(stream, port);
        tell(handler, 0);
        UnsafeBuffer message = TestStream.message(100);

        exchange(stream, handler, message, WARM_UP);
        long leastAllocated = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && leastAllocated > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            exchange(stream, handler, message, MESSAGES);
            leastAllocated = Math.min(leastAllocated, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(leastAllocated).isZero();
        assertThat(stream.position()).isEqualTo(stream.tail());
        assertThat(harness.count(SystemCounter.RETRANSMITTED_BYTES)).isPositive();
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_REJECTED)).isZero();
        assertThat(harness.count(SystemCounter.HEARTBEATS_SENT)).isPositive();
    }

    private void exchange(TestStream stream, DatagramHandler handler, UnsafeBuffer message, int count) {
        for (int i = 0; i < count; i++) {
            stream.publishFrame(message);
            harness.nowNs += 20_000;
            harness.cycle();
            if (i % 16 == 0) {
                tell(handler, stream.position());
                stream.clean();
            }
            if (i % 64 == 0) {
                harness.nowNs += 20_000_000;
                NakFrame.write(
                        nak,
                        0,
                        TestStream.SESSION,
                        TestStream.STREAM,
                        termId(stream.position() - 160),
                        (int) (stream.position() - 160) & TERM_MASK,
                        160);
                handler.onDatagram(nak, 0, NakFrame.LENGTH, FakePort.PEER);
                handler.onDatagram(question, 0, RttFrame.LENGTH, FakePort.PEER);
            }
            if (i % 256 == 0) {
                harness.cycle();
                harness.nowNs += 120_000_000;
                harness.cycle();
            }
        }
        harness.cycle();
        harness.cycle();
    }

    private void tell(DatagramHandler handler, long position) {
        for (int i = 0; i < receiverCount; i++) {
            StatusMessageFrame.write(
                    statusMessage, 0, 0, TestStream.SESSION, TestStream.STREAM, SenderHarness.RECEIVER + i);
            StatusMessageFrame.writeConsumption(statusMessage, 0, termId(position), (int) position & TERM_MASK, WINDOW);
            handler.onDatagram(statusMessage, 0, StatusMessageFrame.LENGTH, sources[i]);
        }
    }

    private static int termId(long position) {
        return (int) (position / TestStream.TERM_LENGTH) + TestStream.INITIAL_TERM;
    }

    private DatagramHandler handler(TestStream stream, FakePort port) {
        RttFrame.write(question, 0, RttFrame.FLAG_REPLY_REQUESTED, stream.sessionId(), TestStream.STREAM, 1, 2);
        return harness.poller.handler(port);
    }
}
