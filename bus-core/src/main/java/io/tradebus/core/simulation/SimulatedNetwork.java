package io.tradebus.core.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network of nodes that delays, loses, doubles, reorders and damages datagrams as it is told, and else carries them
 * all. Node {@code n} has the address {@code 10.0.0.n}. What happens follows from the seed and from what is sent when.
 *
 * <p>Datagrams depart when they are sent and arrive when {@link #deliverDue} is called at their time or after it.
 */
public final class SimulatedNetwork {
    private static final long NOTHING_DUE = Long.MAX_VALUE;
    private static final long LATE_FACTOR = 8;
    private static final int MAX_NODES = 250;

    private final SimulatedClock clock;
    private final Random random;
    private final Damage damage;
    private final Transcript transcript;
    private final Map<String, SimulatedPorts> nodes = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<Link, LinkQuality> qualities = new HashMap<>();
    private final Set<Link> cut = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::atNs).thenComparingLong(Arrival::number));
    private LinkQuality quality = LinkQuality.PERFECT;
    private long departed;
    private long sent;

    private record Arrival(long atNs, long number, Flight flight) {}

    private record Fault(DatagramFilter filter, Times times, Consumer<Flight> effect) {}

    public SimulatedNetwork(SimulatedClock clock, long seed, Transcript transcript) {
        this.clock = clock;
        this.transcript = transcript;
        random = new Random(seed);
        damage = new Damage(new Random(random.nextLong()));
    }

    /** What a node has of the network; made when it is first asked for. */
    public SimulatedPorts node(String name) {
        SimulatedPorts ports = nodes.get(name);
        if (ports == null) {
            if (nodes.size() == MAX_NODES) {
                throw new IllegalStateException("no address is left for node " + name);
            }
            ports = new SimulatedPorts(this, name, address(nodes.size() + 1));
            nodes.put(name, ports);
        }
        return ports;
    }

    /** Has a host name lead to a node from now on. */
    public void setName(String host, String node) {
        names.put(host, node);
    }

    /** The address of a host, which may be one in numbers; null if nobody has this name. */
    @Nullable InetAddress addressOf(String host) {
        String node = names.get(host);
        if (node != null) {
            return node(node).address();
        }
        boolean isNumeric = Character.digit(host.charAt(0), 10) >= 0;
        try {
            return isNumeric ? InetAddress.getByName(host) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    public Transcript transcript() {
        return transcript;
    }

    /** How well all links work that were not spoken of by {@link #setQuality(Link, LinkQuality)}. */
    public void setQuality(LinkQuality newQuality) {
        quality = newQuality;
    }

    public void setQuality(Link link, LinkQuality newQuality) {
        qualities.put(link, newQuality);
    }

    public LinkQuality quality(Link link) {
        return qualities.getOrDefault(link, quality);
    }

    /** All links work perfectly again, and none is cut. Faults that were asked for stay. */
    public void heal() {
        quality = LinkQuality.PERFECT.withLatencyNs(quality.latencyNs());
        qualities.clear();
        cut.clear();
    }

    /** Carries nothing from one node to the other from now on; what is on its way still arrives. */
    public void cut(String from, String to) {
        cut.add(new Link(from, to));
    }

    /** Carries nothing between two nodes, neither way. */
    public void partition(String one, String other) {
        cut(one, other);
        cut(other, one);
    }

    public void join(String one, String other) {
        cut.remove(new Link(one, other));
        cut.remove(new Link(other, one));
    }

    public void drop(DatagramFilter filter, Times times) {
        add(filter, times, Flight::lose);
    }

    public void duplicate(DatagramFilter filter, Times times) {
        add(filter, times, Flight::duplicate);
    }

    public void delay(DatagramFilter filter, Times times, long extraNs) {
        add(filter, times, flight -> flight.delay(extraNs));
    }

    public void damage(DatagramFilter filter, Times times) {
        add(filter, times, flight -> flight.replace(damage.of(flight.frame())));
    }

    /** Has something happen to datagrams that match. */
    public void add(DatagramFilter filter, Times times, Consumer<Flight> effect) {
        faults.add(new Fault(filter, times, effect));
    }

    public void forgetFaults() {
        faults.clear();
    }

    /** Datagrams that were sent, those that are lost too. */
    public long sentCount() {
        return sent;
    }

    /** When the next datagram arrives, in nanoseconds since the simulation began; {@link Long#MAX_VALUE} for never. */
    public long nextDueNs() {
        Arrival next = arrivals.peek();
        return next == null ? NOTHING_DUE : next.atNs;
    }

    /** Puts what has arrived by now into the buffers of the ports; returns how many datagrams that were. */
    public int deliverDue() {
        int count = 0;
        while (nextDueNs() <= clock.elapsedNs()) {
            deliver(arrivals.remove().flight);
            count++;
        }
        return count;
    }

    /** Takes one datagram from a port. */
    void send(SimulatedPort from, InetSocketAddress target, byte[] bytes) {
        sent++;
        InetAddress address = target.getAddress();
        if (address.isMulticastAddress()) {
            for (SimulatedPorts node : nodes.values()) {
                if (node.hasMember(address, target.getPort())) {
                    depart(from, node.name(), target, bytes);
                }
            }
        } else {
            depart(from, address.isLoopbackAddress() ? from.node() : nameOf(address), target, bytes);
        }
    }

    private void depart(SimulatedPort from, String to, InetSocketAddress target, byte[] bytes) {
        Link link = new Link(from.node(), to);
        Flight flight = new Flight(link, from.sourceFor(target), target, bytes);
        LinkQuality linkQuality = quality(link);
        String fate = fate(flight, linkQuality);
        transcript.note(clock.elapsedNs(), flight, fate);
        for (int i = 0; i < flight.copies(); i++) {
            long takesNs = linkQuality.latencyNs() + jitterNs(linkQuality) + flight.delayNs();
            arrivals.add(new Arrival(clock.elapsedNs() + takesNs, departed++, flight));
        }
    }

    private String fate(Flight flight, LinkQuality linkQuality) {
        for (Fault fault : faults) {
            if (fault.filter.matches(flight) && fault.times.next()) {
                fault.effect.accept(flight);
            }
        }
        if (cut.contains(flight.link()) || happens(linkQuality.loss())) {
            flight.lose();
        }
        if (happens(linkQuality.duplication())) {
            flight.duplicate();
        }
        if (happens(linkQuality.reordering())) {
            flight.delay((long) (linkQuality.latencyNs() * LATE_FACTOR * random.nextDouble()));
        }
        boolean isDamaged = happens(linkQuality.corruption());
        if (isDamaged && !flight.isLost()) {
            flight.replace(damage.of(flight.frame()));
        }
        return flight.isLost() ? "(lost)" : flight.copies() > 1 ? "(twice)" : flight.delayNs() > 0 ? "(late)" : "";
    }

    private void deliver(Flight flight) {
        SimulatedPorts node = nodes.get(flight.link().to());
        if (node != null && node.deliver(flight)) {
            return;
        }
        if (!flight.target().getAddress().isMulticastAddress()) {
            node(flight.link().from()).onRefused(flight);
        }
    }

    private long jitterNs(LinkQuality linkQuality) {
        return linkQuality.jitterNs() == 0 ? 0 : (long) (random.nextDouble() * linkQuality.jitterNs());
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }

    private String nameOf(InetAddress address) {
        for (SimulatedPorts node : nodes.values()) {
            if (node.address().equals(address)) {
                return node.name();
            }
        }
        return String.valueOf(address.getHostAddress());
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
