package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every port does, by whatever calls it sends and receives. */
abstract class DatagramPortContract {
    final TestPorts ports;
    private final Datagrams arrived = new Datagrams();

    DatagramPortContract(TestPorts ports) {
        this.ports = ports;
    }

    @AfterEach
    void closePorts() {
        ports.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void cutsARunIntoDatagramsOfWhichTheLastMayBeShorter(String loopback) {
        DatagramPort receiver = ports.receiver(localAddress(loopback));
        DatagramPort sender = ports.sender(receiver.localAddress());
        ByteBuffer run = Datagrams.of("..abcdefgh..").position(2).limit(10);

        int sent = sender.send(run, 3, null);
        awaitDatagrams(receiver, 3);

        assertThat(sent).isEqualTo(8);
        assertThat(run.position()).isEqualTo(10);
        assertThat(run.limit()).isEqualTo(10);
        assertThat(arrived.texts).containsExactly("abc", "def", "gh");
        assertThat(arrived.sources).containsOnly(sender.localAddress());
        assertThat(ports.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void answersFromTheAddressThatWasSentTo(String loopback) {
        DatagramPort receiver = ports.receiver(localAddress(loopback));
        DatagramPort sender = ports.sender(receiver.localAddress());
        sender.send(Datagrams.of("data"), 1408, null);
        awaitDatagrams(receiver, 1);

        receiver.send(Datagrams.of("status"), 1408, arrived.sources.get(0));
        awaitDatagrams(sender, 2);

        assertThat(arrived.texts).containsExactly("data", "status");
        assertThat(arrived.sources.get(1)).isEqualTo(receiver.localAddress());
    }

    @Test
    void aConnectedPortHearsOnlyItsPeer() {
        DatagramPort peer = ports.receiver(TestPorts.IPV4);
        DatagramPort stranger = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = ports.sender(peer.localAddress());

        stranger.send(Datagrams.of("from a stranger"), 1408, sender.localAddress());
        peer.send(Datagrams.of("from the peer"), 1408, sender.localAddress());
        awaitDatagrams(sender, 1);

        assertThat(arrived.texts).containsExactly("from the peer");
    }

    @Test
    void aPortThatIsNotConnectedSendsToItsPeerAndHearsEverybody() {
        DatagramPort peer = ports.receiver(TestPorts.IPV4);
        DatagramPort stranger = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = ports.open(new PortSettings(
                "aeron:udp?endpoint=x",
                PortRole.SENDER,
                new InetSocketAddress(TestPorts.IPV4, 0),
                peer.localAddress(),
                false,
                null,
                0,
                0));

        sender.send(Datagrams.of("to the peer"), 1408, null);
        awaitDatagrams(peer, 1);
        stranger.send(Datagrams.of("from a stranger"), 1408, sender.localAddress());
        awaitDatagrams(sender, 2);
        sender.connect(stranger.localAddress());
        sender.send(Datagrams.of("to the new peer"), 1408, null);
        awaitDatagrams(stranger, 3);

        assertThat(arrived.texts).containsExactly("to the peer", "from a stranger", "to the new peer");
    }

    @Test
    void takesNoMoreThanTheLimitAndReturnsTheirBytes() {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = ports.sender(receiver.localAddress());
        for (String each : List.of("aa", "bb", "cc")) {
            sender.send(Datagrams.of(each), 2, null);
        }
        awaitDatagrams(receiver, 1);

        Await.until("the second", () -> receiver.receive(arrived, 1) == 2);
        assertThat(arrived.texts).containsExactly("aa", "bb");
        Await.until("the rest", () -> receiver.receive(arrived, 10) == 2);
        assertThat(arrived.texts).containsExactly("aa", "bb", "cc");
    }

    @Test
    void handsOverTheLargestAndTheEmptyDatagram() throws Exception {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        String largest = "x".repeat(DatagramPort.MAX_DATAGRAM_LENGTH);
        try (DatagramSocket other = new DatagramSocket()) {
            other.send(new DatagramPacket(new byte[0], 0, receiver.localAddress()));
        }
        awaitDatagrams(receiver, 1);

        ports.sender(receiver.localAddress()).send(Datagrams.of(largest), DatagramPort.MAX_DATAGRAM_LENGTH, null);
        awaitDatagrams(receiver, 2);

        assertThat(arrived.texts).containsExactly("", largest);
    }

    @Test
    @Conformance("DB-96")
    void countsThatNobodyListensAndGoesOnSending() {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        InetSocketAddress address = receiver.localAddress();
        DatagramPort sender = ports.sender(address);
        receiver.close();

        Await.until("a refusal", () -> {
            sender.send(Datagrams.of("lost"), 1408, null);
            return sender.refusedCount() > 1;
        });
        assertThat(sender.receive(arrived, 10)).isZero();
        DatagramPort again = ports.open(TestPorts.settings(PortRole.RECEIVER, address, null, null));
        int sent = sender.send(Datagrams.of("abcd"), 1, null);
        awaitDatagrams(again, 4);

        assertThat(sent).isEqualTo(4);
        assertThat(arrived.texts).containsExactly("a", "b", "c", "d");
        assertThat(ports.failures).isEmpty();
    }

    @Test
    @Conformance("DB-96")
    void tellsOfAFailureOnceForEachCause() {
        DatagramPort sender = ports.receiver(TestPorts.IPV4);
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere", 4000);

        for (int i = 0; i < 3; i++) {
            assertThat(sender.send(Datagrams.of("x"), 1408, TestPorts.socketAddress("192.0.2.77", 4000)))
                    .isZero();
            assertThat(sender.hasFailed()).isTrue();
            assertThat(sender.send(Datagrams.of("x"), 1408, unresolved)).isZero();
            assertThat(sender.hasFailed()).isTrue();
        }
        assertThat(sender.send(Datagrams.of("x"), 1408, sender.localAddress())).isPositive();
        assertThat(sender.hasFailed()).isFalse();

        assertThat(ports.failures).hasSize(2);
        assertThat(ports.failures.get(0)).startsWith("failed to send datagram to 192.0.2.77:4000, cause: ");
        assertThat(ports.failures.get(1))
                .startsWith("failed to send datagram to nowhere:4000, cause: ")
                .contains("UnresolvedAddress");
    }

    @Test
    void keepsItsAddressWhenItGetsAnotherPeer() {
        DatagramPort first = ports.receiver(TestPorts.IPV4);
        DatagramPort second = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = ports.sender(first.localAddress());
        sender.send(Datagrams.of("1"), 1408, null);
        awaitDatagrams(first, 1);

        sender.connect(second.localAddress());
        sender.send(Datagrams.of("2"), 1408, null);
        awaitDatagrams(second, 2);
        second.send(Datagrams.of("3"), 1408, arrived.sources.get(0));
        awaitDatagrams(sender, 3);

        assertThat(arrived.texts).containsExactly("1", "2", "3");
        assertThat(arrived.sources.get(1).getPort())
                .isEqualTo(sender.localAddress().getPort());
        assertThatIllegalStateException().isThrownBy(() -> first.connect(second.localAddress()));
    }

    @Test
    void saysWhichChannelAndAddressCouldNotBeBound() {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        PortSettings taken = TestPorts.settings(PortRole.RECEIVER, receiver.localAddress(), null, null);

        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> ports.open(taken))
                .withMessageContaining("Address already in use")
                .withMessageContaining("aeron:udp?alias=test")
                .withMessageContaining(AddressText.of(receiver.localAddress()));
        receiver.close();
        receiver.close();

        assertThat(ports.open(taken).localAddress()).isEqualTo(receiver.localAddress());
    }

    @Test
    void aClosedPortNeitherSendsNorReceivesNorTells() {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = ports.sender(receiver.localAddress());
        sender.close();
        receiver.close();

        assertThat(sender.send(Datagrams.of("x"), 1408, null)).isZero();
        assertThat(receiver.receive(arrived, 1)).isZero();

        assertThat(ports.failures).isEmpty();
    }

    @Test
    void anInterruptDoesNotCloseAPort() {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);
        DatagramPort sender = ports.sender(receiver.localAddress());

        Thread.currentThread().interrupt();
        int sent = sender.send(Datagrams.of("data"), 1408, null);
        receiver.receive(arrived, 1);
        boolean wasInterrupted = Thread.interrupted();
        awaitDatagrams(receiver, 1);

        assertThat(wasInterrupted).isTrue();
        assertThat(sent).isEqualTo(4);
        assertThat(arrived.texts).containsExactly("data");
    }

    @Test
    void asksForBuffersAndSaysWhatItGot() {
        PortSettings settings = new PortSettings(
                "aeron:udp?alias=test",
                PortRole.RECEIVER,
                new InetSocketAddress(TestPorts.IPV4, 0),
                null,
                true,
                null,
                65_536,
                131_072);

        DatagramPort port = ports.open(settings);
        SocketBufferLimits limits = ports.ports.probe();

        assertThat(port.sendBufferLength()).isEqualTo(limits.effectiveSendLength(65_536));
        assertThat(port.receiveBufferLength()).isEqualTo(limits.effectiveReceiveLength(131_072));
        DatagramPort usual = ports.receiver(TestPorts.IPV4);
        assertThat(usual.sendBufferLength()).isEqualTo(limits.defaultSendLength());
        assertThat(usual.receiveBufferLength()).isEqualTo(limits.defaultReceiveLength());
    }

    @Test
    void writesAddressesAsLabelsHaveThem() {
        assertThat(List.of(
                        AddressText.of(TestPorts.socketAddress("127.0.0.1", 1)),
                        AddressText.of(TestPorts.socketAddress("::1", 2)),
                        AddressText.of(InetSocketAddress.createUnresolved("host", 3))))
                .containsExactly("127.0.0.1:1", "[0:0:0:0:0:0:0:1]:2", "host:3");
    }

    private static InetAddress localAddress(String loopback) {
        assumeTrue(!loopback.equals("::1") || TestPorts.hasIpv6(), "the machine has no IPv6 loopback");
        return TestPorts.address(loopback);
    }

    private void awaitDatagrams(DatagramPort port, int count) {
        Await.until(count + " datagrams", () -> {
            if (arrived.texts.size() < count) {
                port.receive(arrived, 1);
            }
            return arrived.texts.size() >= count;
        });
    }
}
