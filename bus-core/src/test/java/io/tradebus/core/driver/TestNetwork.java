package io.tradebus.core.driver;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.InterfaceInfo;
import io.tradebus.core.driver.media.InterfaceSearch;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.driver.media.PortException;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.media.SocketBufferLimits;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.LangUtil;
import org.jspecify.annotations.Nullable;

/** What lies outside a driver: sockets that lead to the test, names and interfaces as it says. */
final class TestNetwork implements DatagramPorts, NameLookup, InterfaceSearch {
    static final SocketBufferLimits LIMITS = new SocketBufferLimits(200_000, 400_000, 200_000, 400_000);

    final Map<String, String> hosts = new HashMap<>(Map.of("localhost", "127.0.0.1"));
    /** Told of each host that is looked up once more, by the thread that does it. */
    Consumer<String> onLookUpAgain = host -> {};
    /** Ports that another program has. */
    final Set<Integer> takenPorts = new HashSet<>();

    /** Ports that pollers do not take. */
    final Set<Integer> brokenPorts = new HashSet<>();

    private final List<TestPort> opened = new ArrayList<>();
    /** What the next pollers fail with instead of being made; null for one that is made. */
    final Queue<@Nullable Throwable> pollerFailures = new LinkedList<>();

    private int openPollers;
    private int nextPort = 50_001;

    /** Connects a driver that is being assembled. */
    DriverAssembly join(DriverAssembly assembly) {
        return assembly.datagramPorts(this).addresses(this, this).randomLongs(() -> 7);
    }

    /** The newest port that senders or receivers opened. */
    TestPort port(PortRole role) {
        for (int i = opened.size() - 1; i >= 0; i--) {
            if (opened.get(i).settings.role() == role) {
                return opened.get(i);
            }
        }
        throw new AssertionError("no port was opened: " + role);
    }

    /** All that were opened, in order, those that were closed too. */
    List<TestPort> opened() {
        return opened;
    }

    /** How many agents have a poller and have not closed it. */
    int openPollers() {
        return openPollers;
    }

    @Override
    public DatagramPort open(PortSettings settings) {
        int port = settings.bindAddress().getPort() == 0
                ? nextPort++
                : settings.bindAddress().getPort();
        boolean isTaken = opened.stream()
                .anyMatch(each -> !each.isClosed && each.localAddress().getPort() == port);
        if (isTaken || takenPorts.contains(port)) {
            throw new PortException(
                    "cannot open " + settings.channel() + ": Address already in use",
                    new BindException("Address already in use"));
        }
        TestPort opening = new TestPort(
                settings, new InetSocketAddress(settings.bindAddress().getAddress(), port));
        opened.add(opening);
        return opening;
    }

    @Override
    public PortPoller newPoller() {
        Throwable failure = pollerFailures.poll();
        if (failure != null) {
            LangUtil.rethrowUnchecked(failure);
        }
        openPollers++;
        return new Poller();
    }

    @Override
    public SocketBufferLimits probe() {
        return LIMITS;
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        if (isReResolution) {
            onLookUpAgain.accept(host);
        }
        boolean isNumeric = Character.isDigit(host.charAt(0)) || host.indexOf(':') >= 0;
        String known = isNumeric ? host : hosts.get(host);
        return known == null ? null : address(known);
    }

    @Override
    public List<InterfaceInfo> all() {
        return List.of(
                new InterfaceInfo("lo", true, true, false, List.of(new InterfaceInfo.Address(address("127.0.0.1"), 8))),
                new InterfaceInfo(
                        "eth0", true, false, true, List.of(new InterfaceInfo.Address(address("192.168.0.5"), 24))));
    }

    static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException e) {
            throw new AssertionError(numbers, e);
        }
    }

    /** Receives from ports what tests put into them. */
    private final class Poller implements PortPoller {
        private final Map<TestPort, DatagramHandler> handlers = new LinkedHashMap<>();

        @Override
        public void add(DatagramPort port, DatagramHandler handler) {
            if (brokenPorts.contains(port.localAddress().getPort())) {
                throw new IllegalStateException("out of file descriptors");
            }
            handlers.put((TestPort) port, handler);
        }

        @Override
        public void remove(DatagramPort port) {
            handlers.remove((TestPort) port);
        }

        @Override
        public int poll(int datagramsPerPort) {
            int bytes = 0;
            for (Map.Entry<TestPort, DatagramHandler> entry : handlers.entrySet()) {
                bytes += entry.getKey().receive(entry.getValue(), datagramsPerPort);
            }
            return bytes;
        }

        @Override
        public void close() {
            openPollers--;
            handlers.clear();
        }
    }
}
