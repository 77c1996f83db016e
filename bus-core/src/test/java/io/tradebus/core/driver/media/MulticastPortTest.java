package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.FreePorts;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MulticastPortTest {
    private static final InetAddress DATA_GROUP = TestPorts.address("224.20.30.139");
    private static final InetAddress CONTROL_GROUP = TestPorts.address("224.20.30.140");

    private final TestPorts ports = TestPorts.nio();
    private final Datagrams data = new Datagrams();
    private final Datagrams control = new Datagrams();

    @AfterEach
    void closePorts() {
        ports.close();
    }

    @Test
    @Conformance("DB-83")
    void dataGoesToEveryMemberAndAnswersToTheControlGroup() {
        int port = FreePorts.next();
        InterfaceInfo loopback = loopback();
        DatagramPort receiver = receiver(port, loopback);
        DatagramPort other = receiver(port, loopback);
        DatagramPort sender = sender(port, loopback);

        sender.send(Datagrams.of("data"), 1408, null);
        await(receiver, data, 1);
        await(other, data, 2);
        receiver.send(Datagrams.of("status"), 1408, new InetSocketAddress(CONTROL_GROUP, port));
        await(sender, control, 1);

        assertThat(data.texts).containsExactly("data", "data");
        assertThat(control.texts).containsExactly("status");
        assertThat(receiver.receive(data, 1)).as("its own answer").isZero();
        assertThat(sender.localAddress().getPort()).isEqualTo(port);
        assertThat(ports.failures).isEmpty();
    }

    @Test
    @Conformance("DB-83")
    void whatIsSentToAGroupGoesThroughTheInterfaceAndAsFarAsIsSaid() throws IOException {
        int port = FreePorts.next();
        InterfaceInfo loopback = loopback();

        DatagramChannel usual = ((NioDatagramPort) receiver(port, loopback)).sending();
        DatagramChannel far = ((NioDatagramPort) ports.open(TestPorts.settings(
                        PortRole.SENDER,
                        TestPorts.socketAddress("0.0.0.0", port),
                        new InetSocketAddress(DATA_GROUP, port),
                        new PortSettings.Multicast(CONTROL_GROUP, loopback, 7))))
                .sending();

        assertThat(usual.getOption(StandardSocketOptions.IP_MULTICAST_TTL)).isEqualTo(1);
        assertThat(far.getOption(StandardSocketOptions.IP_MULTICAST_TTL)).isEqualTo(7);
        for (DatagramChannel each : List.of(usual, far)) {
            assertThat(each.getOption(StandardSocketOptions.IP_MULTICAST_IF).getName())
                    .isEqualTo(loopback.name());
        }
    }

    @Test
    void saysThatAnInterfaceIsGone() {
        InterfaceInfo gone = new InterfaceInfo("gone9", true, false, true, List.of());

        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> receiver(FreePorts.next(), gone))
                .withMessageContaining("network interface gone9 is gone")
                .withMessageContaining("aeron:udp?alias=test");
    }

    @Test
    void ipv6GroupsWorkWhereTheMachineHasThem() {
        List<InterfaceInfo> capable = new SystemInterfaces()
                .all().stream()
                        .filter(each -> each.isUp() && each.isMulticastCapable())
                        .filter(each -> each.addresses().stream()
                                .anyMatch(address -> address.address() instanceof Inet6Address))
                        .toList();
        assumeTrue(!capable.isEmpty(), "no interface carries IPv6 multicast");
        InetAddress group = TestPorts.address("ff02::1:1f");
        InetAddress controlGroup = TestPorts.address("ff02::1:20");
        int port = FreePorts.next();
        PortSettings.Multicast joinData = new PortSettings.Multicast(group, capable.get(0), 1);
        PortSettings.Multicast joinControl = new PortSettings.Multicast(controlGroup, capable.get(0), 1);
        InetSocketAddress bind = TestPorts.socketAddress("::", port);
        DatagramPort receiver = ports.open(TestPorts.settings(PortRole.RECEIVER, bind, null, joinData));
        DatagramPort sender =
                ports.open(TestPorts.settings(PortRole.SENDER, bind, new InetSocketAddress(group, port), joinControl));

        sender.send(Datagrams.of("data"), 1408, null);
        await(receiver, data, 1);
        receiver.send(Datagrams.of("status"), 1408, new InetSocketAddress(controlGroup, port));

        // Some systems give a socket what is sent to any group of the machine at its port.
        Await.until("an answer", () -> sender.receive(control, 1) >= 0 && control.texts.contains("status"));
        assertThat(data.texts).containsExactly("data");
    }

    private DatagramPort receiver(int port, InterfaceInfo loopback) {
        return ports.open(TestPorts.settings(
                PortRole.RECEIVER,
                TestPorts.socketAddress("0.0.0.0", port),
                null,
                new PortSettings.Multicast(DATA_GROUP, loopback, 1)));
    }

    private DatagramPort sender(int port, InterfaceInfo loopback) {
        return ports.open(TestPorts.settings(
                PortRole.SENDER,
                TestPorts.socketAddress("0.0.0.0", port),
                new InetSocketAddress(DATA_GROUP, port),
                new PortSettings.Multicast(CONTROL_GROUP, loopback, 1)));
    }

    private static InterfaceInfo loopback() {
        return new SystemInterfaces()
                .all().stream()
                        .filter(each -> each.isUp() && each.isLoopback())
                        .findFirst()
                        .orElseThrow();
    }

    private static void await(DatagramPort port, Datagrams arrived, int count) {
        Await.until(count + " datagrams", () -> {
            port.receive(arrived, 1);
            return arrived.texts.size() >= count;
        });
    }
}
