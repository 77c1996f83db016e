package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tradebus.core.support.Await;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every poller does, whatever ports it polls. */
abstract class PortPollerContract {
    private static final int MANY = NioPortPoller.MAX_DIRECT + 3;

    private final TestPorts ports;
    private final PortPoller poller;
    private final DatagramPort sender;
    private final List<DatagramPort> receivers = new ArrayList<>();
    private final List<Datagrams> arrived = new ArrayList<>();

    PortPollerContract(TestPorts ports) {
        this.ports = ports;
        poller = ports.poller();
        sender = ports.receiver(TestPorts.IPV4);
    }

    @AfterEach
    void closePorts() {
        ports.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, NioPortPoller.MAX_DIRECT, MANY})
    void givesEachHandlerWhatArrivesAtItsPort(int count) {
        addPorts(count);

        for (int i = 0; i < count; i++) {
            send("to " + i, i);
        }
        pollUntilArrived(count);

        for (int i = 0; i < count; i++) {
            assertThat(arrived.get(i).texts).containsExactly("to " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MANY})
    void takesNoMoreFromAPortThanItMayAndReturnsTheBytes(int count) {
        addPorts(count);
        for (String each : List.of("aa", "bb", "cc", "dd")) {
            send(each, 0);
        }
        Await.until("the first", () -> poller.poll(1) == 2);

        int[] rest = {0};
        Await.until("the rest", () -> {
            int bytes = poller.poll(2);
            assertThat(bytes).as("bytes of at most two datagrams").isLessThanOrEqualTo(4);
            rest[0] += bytes;
            return rest[0] >= 6;
        });
        assertThat(rest[0]).isEqualTo(6);
        assertThat(poller.poll(2)).isZero();
    }

    @Test
    void asksPortsAgainAfterSomeWereRemoved() {
        addPorts(MANY);

        while (receivers.size() > 1) {
            int last = receivers.size() - 1;
            poller.remove(receivers.get(last));
            send("too late", last);
            receivers.remove(last);
            send("to the first", 0);
            pollUntilArrived(MANY - last);
        }

        assertThat(arrived.get(0).texts).hasSize(MANY - 1).containsOnly("to the first");
        assertThat(arrived.get(1).texts).isEmpty();
    }

    @Test
    void aPortThatWasRemovedIsFreeAsSoonAsItIsClosed() {
        addPorts(MANY);
        DatagramPort port = receivers.get(MANY - 1);
        InetSocketAddress address = port.localAddress();

        poller.remove(port);
        port.close();

        assertThat(ports.open(TestPorts.settings(PortRole.RECEIVER, address, null, null))
                        .localAddress())
                .isEqualTo(address);
    }

    @Test
    void goesOnWithAPortThatGetsAnotherPeer() {
        addPorts(MANY);
        DatagramPort connected = ports.sender(receivers.get(0).localAddress());
        Datagrams answers = new Datagrams();
        poller.add(connected, answers);

        connected.connect(receivers.get(1).localAddress());
        receivers.get(1).send(Datagrams.of("answer"), 1408, loopback(connected));

        Await.until("an answer", () -> poller.poll(1) >= 0 && !answers.texts.isEmpty());
        assertThat(answers.texts).containsExactly("answer");
    }

    @Test
    void ignoresToRemoveWhatIsNotThereAndRefusesAClosedPort() {
        addPorts(MANY);
        DatagramPort closed = ports.receiver(TestPorts.IPV4);
        closed.close();

        poller.remove(closed);

        assertThatIllegalArgumentException().isThrownBy(() -> poller.add(closed, new Datagrams()));
    }

    private void addPorts(int count) {
        for (int i = 0; i < count; i++) {
            receivers.add(ports.receiver(TestPorts.IPV4));
            arrived.add(new Datagrams());
            poller.add(receivers.get(i), arrived.get(i));
        }
    }

    private static InetSocketAddress loopback(DatagramPort port) {
        return new InetSocketAddress(TestPorts.IPV4, port.localAddress().getPort());
    }

    private void send(String text, int index) {
        sender.send(Datagrams.of(text), 1408, receivers.get(index).localAddress());
    }

    private void pollUntilArrived(int count) {
        Await.until(count + " datagrams", () -> {
            poller.poll(4);
            return arrived.stream().mapToInt(each -> each.texts.size()).sum() >= count;
        });
    }
}
