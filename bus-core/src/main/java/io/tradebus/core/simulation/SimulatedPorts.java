package io.tradebus.core.simulation;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.InterfaceInfo;
import io.tradebus.core.driver.media.InterfaceSearch;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.driver.media.PortException;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.media.SocketBufferLimits;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network as one node sees it: opens ports, knows which are open, and finds other nodes by name. The node has one
 * interface, {@code eth0}, which carries multicast.
 */
public final class SimulatedPorts implements DatagramPorts, NameLookup, InterfaceSearch {
    private static final int PREFIX_LENGTH = 24;
    static final int DEFAULT_BUFFER_LENGTH = 212_992;
    private static final int MAX_BUFFER_LENGTH = 8 << 20;
    private static final int FIRST_CHOSEN_PORT = 40_000;

    private final SimulatedNetwork network;
    private final String name;
    private final InetAddress address;
    private final List<SimulatedPort> open = new ArrayList<>();
    private int nextPort = FIRST_CHOSEN_PORT;
    private long sendRoom = Long.MAX_VALUE;
    private long overflows;

    SimulatedPorts(SimulatedNetwork network, String name, InetAddress address) {
        this.network = network;
        this.name = name;
        this.address = address;
    }

    public String name() {
        return name;
    }

    public InetAddress address() {
        return address;
    }

    /** The address of one of its ports as channels have it. */
    public String endpoint(int port) {
        return address.getHostAddress() + ':' + port;
    }

    /** Ports that are open. */
    public int openCount() {
        return open.size();
    }

    /** Datagrams that came while the buffer of their port was full. */
    public long overflows() {
        return overflows;
    }

    /** Lets ports take only so many bytes more to send, until it is said again; {@link Long#MAX_VALUE} for no limit. */
    public void setSendRoom(long bytes) {
        sendRoom = bytes;
    }

    @Override
    public DatagramPort open(PortSettings settings) {
        SimulatedPort port = new SimulatedPort(this, settings, boundTo(settings));
        open.add(port);
        return port;
    }

    @Override
    public PortPoller newPoller() {
        return new SimulatedPoller();
    }

    @Override
    public SocketBufferLimits probe() {
        return new SocketBufferLimits(
                DEFAULT_BUFFER_LENGTH, MAX_BUFFER_LENGTH, DEFAULT_BUFFER_LENGTH, MAX_BUFFER_LENGTH);
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        return network.addressOf(host);
    }

    @Override
    public List<InterfaceInfo> all() {
        List<InterfaceInfo.Address> addresses = List.of(new InterfaceInfo.Address(address, PREFIX_LENGTH));
        return List.of(new InterfaceInfo("eth0", true, false, true, addresses));
    }

    /** Whether a datagram to a group is for this node. */
    boolean hasMember(InetAddress group, int port) {
        for (SimulatedPort each : open) {
            if (each.isMember(group, port)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a datagram to every port that it is for; returns whether there was one. */
    boolean deliver(Flight flight) {
        boolean isTaken = false;
        for (SimulatedPort each : open) {
            if (each.isTarget(flight)) {
                isTaken = true;
                if (!each.arrive(flight)) {
                    overflows++;
                }
            }
        }
        return isTaken;
    }

    /** Tells the port that sent a datagram that nobody listens there, if it is still open and wants to know. */
    void onRefused(Flight flight) {
        for (SimulatedPort each : open) {
            each.onRefused(flight);
        }
    }

    /** Takes a datagram from a port of this node; false when there is no room. */
    boolean send(SimulatedPort from, InetSocketAddress target, byte[] bytes) {
        if (bytes.length > sendRoom) {
            return false;
        }
        if (sendRoom != Long.MAX_VALUE) {
            sendRoom -= bytes.length;
        }
        network.send(from, target, bytes);
        return true;
    }

    void onClosed(SimulatedPort port) {
        open.remove(port);
    }

    int choosePort() {
        return nextPort++;
    }

    private InetSocketAddress boundTo(PortSettings settings) {
        InetSocketAddress wanted = settings.bindAddress();
        InetAddress host = wanted.getAddress();
        if (host == null || !host.isAnyLocalAddress() && !host.isLoopbackAddress() && !host.equals(address)) {
            throw failure(settings, "Cannot assign requested address");
        }
        int port = wanted.getPort() == 0 ? choosePort() : wanted.getPort();
        if (settings.multicast() == null && isInUse(port)) {
            throw failure(settings, "Address already in use");
        }
        return new InetSocketAddress(host, port);
    }

    private boolean isInUse(int port) {
        for (SimulatedPort each : open) {
            if (each.localAddress().getPort() == port) {
                return true;
            }
        }
        return false;
    }

    private static PortException failure(PortSettings settings, String words) {
        return new PortException(
                "channel error - " + words + ": " + settings.channel() + " (bind to " + settings.bindAddress() + ")",
                null);
    }
}
