package io.tradebus.core.driver.names;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.FrameType;
import io.tradebus.core.format.frame.ResolutionFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * Tells other drivers the name of this one, takes theirs, and passes names on, so that channels may name drivers in place of
 * hosts. See docs/wire-protocol.md#names-by-gossip.
 *
 * <p>The agent's thread owns everything; {@link #lookUp} may be called on any thread.
 */
public final class NameGossip implements Agent, NameLookup {
    private static final long TICK_NS = 10_000_000L;
    private static final int DATAGRAMS_PER_TICK = 16;

    private final NameSettings settings;
    private final DatagramPort port;
    private final NameLookup hosts;
    private final RejectedDatagrams rejected;
    private final NanoClock clock;
    private final NameCache cache = new NameCache();
    private final Neighbors neighbors;
    private final BootstrapNeighbors bootstrap;
    private final NameFrames frames;
    private final AtomicCounter neighborCount;
    private final AtomicCounter cacheSize;
    private long tickDeadlineNs;
    private long selfDeadlineNs;
    private long neighborDeadlineNs;
    private long bootstrapDeadlineNs;
    private long nowNs;

    /**
     * @param port bound where other drivers reach this one; closed with the agent
     * @param hosts finds hosts that no driver told of
     * @param counters gets counters of neighbours and names
     * @param rejected counts datagrams that are dropped
     * @param warnings told of bootstrap neighbours that are not found
     */
    public NameGossip(
            NameSettings settings,
            DatagramPort port,
            NameLookup hosts,
            CountersManager counters,
            RejectedDatagrams rejected,
            NanoClock clock,
            NameObserver observer,
            Consumer<String> warnings) {
        this.settings = settings;
        this.port = port;
        this.hosts = hosts;
        this.rejected = rejected;
        this.clock = clock;
        neighbors = new Neighbors(observer);
        frames = new NameFrames(port, settings.mtuLength());
        neighborCount =
                newCounter(counters, CounterType.RESOLVER_NEIGHBORS, ": bound " + AddressText.of(port.localAddress()));
        cacheSize = newCounter(counters, CounterType.RESOLVER_CACHE_ENTRIES, ": name=" + settings.name());
        bootstrap = new BootstrapNeighbors(hosts, warnings, settings.intervals().bootstrapNs());
        for (HostAndPort name : settings.bootstrap()) {
            bootstrap.add(new BootstrapNeighbor(
                    name, newCounter(counters, CounterType.BOOTSTRAP_NEIGHBOR, ": name=" + name)));
        }
    }

    @Override
    public String roleName() {
        return "name-gossip";
    }

    @Override
    public void onStart() {
        nowNs = clock.nanoTime();
        tickDeadlineNs = nowNs;
        selfDeadlineNs = nowNs;
        neighborDeadlineNs = nowNs + settings.intervals().neighborNs();
        bootstrapDeadlineNs = nowNs + settings.intervals().bootstrapNs();
    }

    @Override
    public int doWork() {
        nowNs = clock.nanoTime();
        if (nowNs - tickDeadlineNs < 0) {
            return 0;
        }
        tickDeadlineNs = nowNs + TICK_NS;
        int workCount = port.receive(this::onDatagram, DATAGRAMS_PER_TICK);
        workCount += cache.expire(nowNs, settings.intervals().timeoutNs());
        workCount += neighbors.expire(nowNs, settings.intervals().timeoutNs());
        workCount += resolveBootstrap();
        workCount += announce();
        workCount += frames.send(nowNs);
        neighborCount.setRelease(neighbors.size());
        cacheSize.setRelease(cache.size());
        bootstrap.show(neighbors);
        return workCount;
    }

    @Override
    public void onClose() {
        port.close();
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        InetAddress known = cache.find(host);
        if (known != null) {
            return known;
        }
        return host.equals(settings.name())
                ? port.localAddress().getAddress()
                : hosts.lookUp(host, param, isReResolution);
    }

    @Override
    public String description() {
        return "driver(" + settings.name() + ")";
    }

    /** A driver that has just been found need not wait for the next announcement. */
    private int resolveBootstrap() {
        InetSocketAddress found = bootstrap.resolveNext();
        if (found == null) {
            return 0;
        }
        frames.tellSelf(settings.name(), port.localAddress(), found);
        return 1;
    }

    private int announce() {
        int workCount = 0;
        if (nowNs - selfDeadlineNs >= 0) {
            selfDeadlineNs = nowNs + settings.intervals().selfNs();
            frames.tellSelf(settings.name(), port.localAddress(), neighborsAndBootstrap());
            workCount++;
        }
        if (nowNs - neighborDeadlineNs >= 0) {
            neighborDeadlineNs = nowNs + settings.intervals().neighborNs();
            frames.tellAll(cache.entries(), neighbors.addresses());
            workCount++;
        }
        if (nowNs - bootstrapDeadlineNs >= 0) {
            bootstrapDeadlineNs = nowNs + settings.intervals().bootstrapNs();
            bootstrap.checkSilence(neighbors);
            workCount++;
        }
        return workCount;
    }

    private Set<InetSocketAddress> neighborsAndBootstrap() {
        Set<InetSocketAddress> targets = new LinkedHashSet<>();
        bootstrap.addTo(targets);
        targets.addAll(neighbors.addresses());
        return targets;
    }

    private void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        DatagramFault fault = DatagramRules.header(buffer, offset, length);
        if (fault != null) {
            rejected.count(fault);
        } else if (FrameHeader.type(buffer, offset) == FrameType.RESOLUTION) {
            onEntries(buffer, offset, offset + FrameHeader.frameLength(buffer, offset), source);
        }
    }

    private void onEntries(UnsafeBuffer buffer, int offset, int end, InetSocketAddress source) {
        int entry = offset + ResolutionFrame.HEADER_LENGTH;
        while (entry < end) {
            DatagramFault fault = DatagramRules.resolutionEntry(buffer, entry, end - entry);
            if (fault != null) {
                rejected.count(fault);
                return;
            }
            onEntry(buffer, entry, source);
            entry += ResolutionFrame.entryLength(buffer, entry);
        }
    }

    private void onEntry(UnsafeBuffer buffer, int entry, InetSocketAddress source) {
        String name = ResolutionFrame.name(buffer, entry);
        int entryPort = ResolutionFrame.port(buffer, entry);
        if (entryPort == port.localAddress().getPort() && name.equals(settings.name())) {
            return;
        }
        boolean isItself = ResolutionFrame.isSelf(buffer, entry);
        InetAddress told = address(ResolutionFrame.address(buffer, entry));
        InetAddress address = isItself && told.isAnyLocalAddress() ? source.getAddress() : told;
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            // Nobody is there, or anybody.
            return;
        }
        // A driver that lies about the future would never be forgotten.
        long ageMs = Math.max(0, ResolutionFrame.ageMs(buffer, entry));
        long heardNs = nowNs - TimeUnit.MILLISECONDS.toNanos(ageMs);
        if (nowNs - heardNs >= settings.intervals().timeoutNs()) {
            return;
        }
        cache.put(NameFrames.typeOf(address), new NameCache.Entry(name, address, entryPort, heardNs));
        if (entryPort != 0) {
            neighbors.onHeard(new InetSocketAddress(address, entryPort), isItself, heardNs);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    private static AtomicCounter newCounter(CountersManager counters, CounterType type, String rest) {
        return counters.newCounter(type.label() + rest, type.id());
    }
}
