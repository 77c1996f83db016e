package io.tradebus.core.driver.media;

import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.driver.media.linux.PortChoice;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** Ports on sockets of this machine, closed together. */
final class TestPorts implements AutoCloseable {
    static final InetAddress IPV4 = address("127.0.0.1");
    static final InetAddress IPV6 = address("::1");

    final List<String> failures = new ArrayList<>();
    final DatagramPorts ports;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private TestPorts(boolean isNio) {
        DatagramPorts nio = new NioDatagramPorts(failures::add);
        ports = isNio
                ? nio
                : PortChoice.around(
                        nio, DatagramIo.NATIVE, failures::add, newCounters(), SystemNanoClock.INSTANCE, failures::add);
    }

    /** Ports of {@code java.nio}. */
    static TestPorts nio() {
        return new TestPorts(true);
    }

    /** Ports that send and receive many datagrams in one call, for tests on Linux and Java 22. */
    static TestPorts linux() {
        return new TestPorts(false);
    }

    private static CountersManager newCounters() {
        return new CountersManager(
                new UnsafeBuffer(ByteBuffer.allocateDirect(16 * CountersReader.METADATA_LENGTH)),
                new UnsafeBuffer(ByteBuffer.allocateDirect(16 * CountersReader.COUNTER_LENGTH)));
    }

    /** An address by its numbers. */
    static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException e) {
            throw new AssertionError(numbers, e);
        }
    }

    static InetSocketAddress socketAddress(String numbers, int port) {
        return new InetSocketAddress(address(numbers), port);
    }

    /** Whether this machine can send to itself by IPv6. */
    static boolean hasIpv6() {
        return new SystemInterfaces()
                .all().stream()
                        .filter(InterfaceInfo::isUp)
                        .flatMap(each -> each.addresses().stream())
                        .anyMatch(each -> each.address() instanceof Inet6Address
                                && each.address().isLoopbackAddress());
    }

    /** Receives at a port that the system chooses. */
    DatagramPort receiver(InetAddress local) {
        return open(settings(PortRole.RECEIVER, new InetSocketAddress(local, 0), null, null));
    }

    /** Sends to one address, and hears only from there. */
    DatagramPort sender(InetSocketAddress peer) {
        return open(settings(PortRole.SENDER, wildcard(peer.getAddress()), peer, null));
    }

    DatagramPort open(PortSettings settings) {
        DatagramPort port = ports.open(settings);
        opened.add(port);
        return port;
    }

    PortPoller poller() {
        PortPoller poller = ports.newPoller();
        opened.add(0, poller);
        return poller;
    }

    static PortSettings settings(
            PortRole role,
            InetSocketAddress bind,
            @Nullable InetSocketAddress peer,
            PortSettings.@Nullable Multicast multicast) {
        return new PortSettings("aeron:udp?alias=test", role, bind, peer, true, multicast, 0, 0);
    }

    static InetSocketAddress wildcard(InetAddress family) {
        return socketAddress(family instanceof Inet6Address ? "::" : "0.0.0.0", 0);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(opened);
    }
}
