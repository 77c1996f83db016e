package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

@EnabledForJreRange(min = JRE.JAVA_22)
@EnabledOnOs(OS.LINUX)
class LinuxPortPollerTest extends PortPollerContract {
    LinuxPortPollerTest() {
        super(TestPorts.linux());
    }

    @Test
    void whatArrivesAtItsPortsEndsTheWaitOfItsThread() {
        List<Integer> lengths = new ArrayList<>();
        try (TestPorts own = TestPorts.linux()) {
            PortWait wait = own.ports.newWait();
            DatagramPort receiver = own.receiver(TestPorts.IPV4);
            DatagramPort sender = own.sender(receiver.localAddress());
            try (PortPoller poller = own.ports.newPoller(wait)) {
                assertThat(wait.await(1_000)).as("without a port").isFalse();
                poller.add(receiver, (buffer, offset, length, source) -> lengths.add(length));
                sender.send(ByteBuffer.allocateDirect(5), 5, null);

                Await.until("it has arrived", () -> {
                    assertThat(wait.await(1_000_000)).isTrue();
                    return poller.poll(4) == 5;
                });
                assertThat(lengths).containsExactly(5);

                poller.remove(receiver);
                assertThat(wait.await(1_000)).as("without a port again").isFalse();
            }
            assertThat(wait.await(1_000)).as("without a poller").isFalse();
        }
    }

    /** Takes many times as long as it may if waits are not ended. */
    @Test
    @Timeout(60)
    void aWaitIsEndedByAnotherThread() {
        try (TestPorts own = TestPorts.linux()) {
            PortWait wait = own.ports.newWait();
            try (PortPoller poller = own.ports.newPoller(wait)) {
                poller.add(own.receiver(TestPorts.IPV4), (buffer, offset, length, source) -> {});

                for (int i = 0; i < 180; i++) {
                    wait.wake();
                    assertThat(wait.await(999_999_999)).isTrue();
                }
            }
            wait.wake();
        }
    }

    @Test
    void aWaitIsNotCompleteWhileThereIsAPortThatDoesNotEndIt() {
        try (TestPorts own = TestPorts.linux();
                TestPorts nio = TestPorts.nio()) {
            PortWait wait = own.ports.newWait();
            DatagramPort other = nio.receiver(TestPorts.IPV4);
            try (PortPoller poller = own.ports.newPoller(wait)) {
                poller.remove(other);
                assertThat(wait.isComplete()).isTrue();
                poller.add(other, (buffer, offset, length, source) -> {});
                assertThat(wait.isComplete()).isFalse();

                poller.remove(other);
                poller.remove(other);

                assertThat(wait.isComplete()).isTrue();
            }
            assertThat(wait.isComplete()).as("without a poller").isFalse();
        }
    }
}
