package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.support.Await;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datagrams are sent, polled and answered on loopback without a byte of garbage, once all is warm. */
abstract class MediaAllocationContract {
    private static final int WARM_UP = 10_000;
    private static final int ROUNDS = 10_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no datagram can be blamed for.
    private static final int ATTEMPTS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final TestPorts ports;
    private final PortPoller poller;
    private final ByteBuffer run = ByteBuffer.allocateDirect(4 * 1408);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(36);
    private final DatagramHandler onAnswer = (buffer, offset, length, source) -> this.answered += length;
    private long received;
    private long answered;

    MediaAllocationContract(TestPorts ports) {
        this.ports = ports;
        poller = ports.poller();
    }

    @AfterEach
    void closePorts() {
        ports.close();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "8, true", "8, false"})
    void exchangingDatagramsAllocatesNothing(int portCount, boolean isConnected) {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = isConnected
                ? ports.sender(receiver.localAddress())
                : ports.open(TestPorts.settings(PortRole.SENDER, receiverAddress(), null, null));
        poller.add(receiver, (buffer, offset, length, source) -> {
            received += length;
            answer.clear();
            receiver.send(answer, 1408, source);
        });
        for (int i = 1; i < portCount; i++) {
            poller.add(ports.receiver(TestPorts.IPV4), (buffer, offset, length, source) -> {});
        }

        exchange(sender, receiver, isConnected, WARM_UP);
        long leastAllocated = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && leastAllocated > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            exchange(sender, receiver, isConnected, ROUNDS);
            leastAllocated = Math.min(leastAllocated, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(received).isGreaterThanOrEqualTo((long) (WARM_UP + ROUNDS) * run.capacity());
        assertThat(answered).isGreaterThanOrEqualTo((WARM_UP + ROUNDS) * 4L * answer.capacity());
        assertThat(leastAllocated).isZero();
    }

    private static InetSocketAddress receiverAddress() {
        return new InetSocketAddress(TestPorts.IPV4, 0);
    }

    private void exchange(DatagramPort sender, DatagramPort receiver, boolean isConnected, int rounds) {
        for (int i = 0; i < rounds; i++) {
            run.clear();
            sender.send(run, 1408, isConnected ? null : receiver.localAddress());
            long expected = received + run.capacity();
            long expectedAnswers = answered + 4L * answer.capacity();
            int polls = 0;
            while (received < expected || answered < expectedAnswers) {
                poller.poll(4);
                sender.receive(onAnswer, 4);
                if (++polls > 1_000_000) {
                    throw new AssertionError("nothing arrives in " + Await.GENEROUS);
                }
            }
        }
    }
}
