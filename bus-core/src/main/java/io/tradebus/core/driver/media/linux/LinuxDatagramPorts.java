package io.tradebus.core.driver.media.linux;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.PortListener;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.driver.media.ReportedFailures;
import io.tradebus.core.driver.media.SocketBufferLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Opens ports on sockets of Linux, where that is possible and does not change what a port means; otherwise ports of {@code
 * java.nio}, to which multicast and the exchange of names are left as well.
 *
 * <p>What the machine can do is found out by {@link #prepare}, or else when the first port is opened that asks for it.
 */
public final class LinuxDatagramPorts implements DatagramPorts {
    private final DatagramPorts nio;
    private final KernelSource source;
    private final PortListener listener;
    private final DatagramPaths paths;
    private final NanoClock clock;
    private @Nullable Findings findings;
    private boolean isTold;

    /** What the machine can do, or why it can do nothing; a reason with a capability is for something that is missing. */
    private record Findings(
            @Nullable Capability capability, @Nullable String reason) {}

    /** @param source makes the calls, in which the Java runtime may have a say */
    LinuxDatagramPorts(
            DatagramPorts nio, KernelSource source, PortListener listener, DatagramPaths paths, NanoClock clock) {
        this.nio = nio;
        this.source = source;
        this.listener = listener;
        this.paths = paths;
        this.clock = clock;
    }

    /** Finds out what the machine can do, which takes a while the first time. */
    @Override
    public void prepare() {
        findings();
    }

    @Override
    public DatagramPort open(PortSettings settings) {
        Capability capable = isSuited(settings) ? capability() : null;
        if (capable == null) {
            return nio.open(settings);
        }
        try {
            return open(settings, capable);
        } catch (IOException e) {
            // What is wrong with the address is wrong for the other port too, which has the words for it.
            DatagramPort port = nio.open(settings);
            paths.onNioInstead(settings.channel() + ": " + e.getMessage());
            return port;
        }
    }

    @Override
    public PortPoller newPoller() {
        return new LinuxPortPoller(source::newKernel, nio.newPoller(), null, listener);
    }

    @Override
    public PortWait newWait() {
        return new LinuxPortWait(source::newKernel);
    }

    @Override
    public PortPoller newPoller(PortWait wait) {
        LinuxPortWait own = wait instanceof LinuxPortWait made ? made : null;
        return new LinuxPortPoller(source::newKernel, nio.newPoller(), own, listener);
    }

    @Override
    public SocketBufferLimits probe() {
        return nio.probe();
    }

    private DatagramPort open(PortSettings settings, Capability capable) throws IOException {
        Kernel kernel = source.newKernel();
        InetSocketAddress peer = settings.peer();
        boolean isConnected = peer != null && settings.isConnected();
        LinuxSocket socket = LinuxSocket.open(kernel, family(settings));
        try {
            setUp(socket, settings, capable);
            socket.bind(settings.bindAddress());
            if (peer != null && isConnected) {
                socket.connect(peer);
            }
            MessageSender sender = new MessageSender(kernel, capable.path(), clock, paths);
            return new LinuxDatagramPort(
                    new LinuxDatagramPort.Parts(kernel, socket, sender, peer, isConnected, settings.bindAddress()),
                    new ReportedFailures(listener));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void setUp(LinuxSocket socket, PortSettings settings, Capability capable) throws IOException {
        if (settings.sendBufferLength() != 0) {
            socket.sendBufferLength(settings.sendBufferLength());
        }
        if (settings.receiveBufferLength() != 0) {
            socket.receiveBufferLength(settings.receiveBufferLength());
        }
        if (capable.joinsDatagrams() && settings.role() == PortRole.RECEIVER && !socket.joinsDatagrams()) {
            throw new IOException("datagrams are not joined");
        }
    }

    /** Data from one host to another. */
    private static boolean isSuited(PortSettings settings) {
        InetSocketAddress peer = settings.peer();
        return settings.multicast() == null
                && settings.role() != PortRole.NAMES
                && !settings.bindAddress().isUnresolved()
                && SocketAddress.isReachable(settings.bindAddress().getAddress(), family(settings))
                && (peer == null
                        || !peer.isUnresolved() && SocketAddress.isReachable(peer.getAddress(), family(settings)));
    }

    /** The family follows where datagrams go, as with {@code java.nio}. */
    private static int family(PortSettings settings) {
        InetSocketAddress peer = settings.peer();
        InetSocketAddress deciding = peer == null || peer.isUnresolved() ? settings.bindAddress() : peer;
        return SocketAddress.family(deciding.getAddress());
    }

    private @Nullable Capability capability() {
        Findings found = findings();
        if (!isTold) {
            isTold = true;
            tell(found);
        }
        return found.capability();
    }

    private void tell(Findings found) {
        Capability capability = found.capability();
        String reason = found.reason();
        if (capability != null) {
            paths.onCapability(capability.path());
        }
        if (reason != null && capability == null) {
            PortChoice.tell(listener, reason);
        } else if (reason != null) {
            listener.onFailure(reason);
        }
    }

    private synchronized Findings findings() {
        Findings found = findings;
        if (found == null) {
            found = findOut();
            findings = found;
        }
        return found;
    }

    private Findings findOut() {
        try {
            Capability found = Capability.probe(source.newKernel());
            if (found == null) {
                return new Findings(null, "datagrams do not come through on the loopback interface");
            }
            return new Findings(
                    found,
                    found.joining() == Capability.Joining.FAILS
                            ? "datagrams are received one by one: joined ones did not come through on the loopback interface"
                            : null);
        } catch (RuntimeException | LinkageError e) {
            return new Findings(null, cause(e).toString());
        }
    }

    /** A class that cannot be set up tells only further down what it was that the Java runtime does not let it do. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        Throwable next = cause.getCause();
        while (cause instanceof LinkageError && next != null) {
            cause = next;
            next = cause.getCause();
        }
        return cause;
    }
}
