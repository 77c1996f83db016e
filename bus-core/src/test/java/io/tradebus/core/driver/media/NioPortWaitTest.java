package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Threads;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting at sockets by a selector. Who is not woken waits for an hour. */
@Timeout(60)
class NioPortWaitTest {
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final TestPorts ports = TestPorts.nio();
    private final PortWait wait = ports.ports.newWait();
    private final PortPoller poller = ports.ports.newPoller(wait);
    private final Datagrams arrived = new Datagrams();
    private DatagramPort receiver;
    private DatagramPort sender;

    @BeforeEach
    void openPorts() {
        receiver = ports.receiver(TestPorts.IPV4);
        sender = ports.receiver(TestPorts.IPV4);
    }

    @AfterEach
    void closePorts() {
        poller.close();
        ports.close();
    }

    private void send() {
        sender.send(Datagrams.of("hello"), 1408, receiver.localAddress());
    }

    @Test
    void aDatagramEndsIt() {
        poller.add(receiver, arrived);
        send();

        assertThat(wait.await(HOUR_NS)).isTrue();
        assertThat(poller.poll(1)).isPositive();
        assertThat(arrived.texts).containsExactly("hello");
    }

    @Test
    void itLastsAsLongAsNothingArrives() {
        poller.add(receiver, arrived);
        send();
        wait.await(HOUR_NS);
        poller.poll(1);
        long beganNs = System.nanoTime();

        assertThat(wait.await(SHORT_NS)).isTrue();

        assertThat(System.nanoTime() - beganNs).isGreaterThanOrEqualTo(SHORT_NS / 2);
    }

    @Test
    void itIsNotForLessThanItSays() {
        poller.add(receiver, arrived);
        send();

        assertThat(wait.leastNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(wait.await(wait.leastNs() - 1)).isFalse();
        assertThat(wait.await(wait.leastNs())).isTrue();
    }

    @Test
    void anotherThreadEndsItOrTheNextOne() {
        poller.add(receiver, arrived);

        wait.wake();
        assertThat(wait.await(HOUR_NS)).isTrue();

        try (Threads others = new Threads()) {
            others.start("wakes", wait::wake);
            assertThat(wait.await(HOUR_NS)).isTrue();
        }
    }

    @Test
    void itIsNotForMomentsOrWithoutPorts() {
        assertThat(wait.await(HOUR_NS)).isFalse();
        poller.add(receiver, arrived);
        assertThat(wait.await(999_999)).isFalse();
        poller.remove(receiver);
        assertThat(wait.await(HOUR_NS)).isFalse();
    }

    @Test
    void aPortThatWasRemovedIsFreeAsSoonAsItIsClosed() {
        poller.add(receiver, arrived);
        poller.remove(receiver);
        receiver.close();

        assertThat(ports.open(TestPorts.settings(PortRole.RECEIVER, receiver.localAddress(), null, null))
                        .localAddress())
                .isEqualTo(receiver.localAddress());
    }

    @Test
    void allPortsOfTheSystemEndItAsLongAsThePollerIsOpen() {
        assertThat(wait.isComplete()).isTrue();
        poller.add(receiver, arrived);
        assertThat(wait.isComplete()).isTrue();

        poller.close();

        assertThat(wait.isComplete()).isFalse();
        assertThat(wait.await(HOUR_NS)).isFalse();
        wait.wake();
    }
}
