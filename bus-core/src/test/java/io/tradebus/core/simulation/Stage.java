package io.tradebus.core.simulation;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.config.DriverConfig;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a transcript: node A publishes stream 10 as session 7 from the start of term 5, nodes B and C read it if
 * they are asked to. A datagram takes a tenth of a millisecond.
 */
final class Stage implements AutoCloseable {
    static final int STREAM = 10;
    static final int PORT = 20_001;

    private static final String START = "|term-length=64k|session-id=7|init-term-id=5|term-id=5|term-offset=0";
    private static final int LONGEST = 64 << 10;

    private final Simulation simulation = new Simulation(1);
    private final String endpoint;
    private final UnaryOperator<DriverConfig> change;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LONGEST]);
    private @Nullable ExclusivePublication publication;

    private Stage(@Nullable String group, UnaryOperator<DriverConfig> change) {
        this.change = change;
        simulation.node("A", change);
        SimulatedNode b = simulation.node("B", change);
        endpoint = group == null ? b.ports().endpoint(PORT) : group;
    }

    /** The stream goes to B. */
    static Stage unicast() {
        return new Stage(null, config -> config);
    }

    static Stage unicast(UnaryOperator<DriverConfig> change) {
        return new Stage(null, change);
    }

    /** The stream goes to a group. */
    static Stage multicast() {
        return new Stage("224.0.1.1:" + PORT, config -> config);
    }

    Simulation simulation() {
        return simulation;
    }

    SimulatedNetwork network() {
        return simulation.network();
    }

    SimulatedNode node(String name) {
        return simulation.node(name, change);
    }

    Transcript transcript() {
        return simulation.transcript();
    }

    /** Publishes from A, with options such as {@code |linger=1s}. */
    ExclusivePublication publish(String options) {
        ExclusivePublication added =
                node("A").publishExclusively("aeron:udp?endpoint=" + endpoint + START + options, STREAM);
        publication = added;
        return added;
    }

    /** Reads at a node, with options such as {@code |reliable=false}. */
    Reader read(String node, String options) {
        return node(node).read("aeron:udp?endpoint=" + endpoint + options, STREAM);
    }

    /** Reads at A what A publishes, with options such as {@code |tether=false}. */
    Reader spy(String options) {
        return node("A").read("aeron-spy:aeron:udp?endpoint=" + endpoint + options, STREAM);
    }

    /** Publishes from A, reads at B, and returns when A is connected; the transcript begins then. */
    Reader connect(String publicationOptions, String subscriptionOptions) {
        Reader reader = read("B", subscriptionOptions);
        ExclusivePublication added = publish(publicationOptions);
        runUntil(added::isConnected, 1_000);
        transcript().clear();
        return reader;
    }

    /** Publishes one message of some length, which must be taken at once. */
    void offer(int length) {
        long result = publication().offer(message, 0, length);
        if (result < 0) {
            throw new AssertionError("not taken: " + result);
        }
    }

    /** Publishes messages as long as they are taken, and returns how many were. */
    int offerAll(int count, int length) {
        int taken = 0;
        while (taken < count && publication().offer(message, 0, length) > 0) {
            taken++;
        }
        return taken;
    }

    ExclusivePublication publication() {
        if (publication == null) {
            throw new IllegalStateException("nothing is published");
        }
        return publication;
    }

    void run(long milliseconds) {
        simulation.run(Simulation.withinMs(milliseconds));
    }

    void runUntil(BooleanSupplier condition, long withinMs) {
        simulation.runUntil(condition, Simulation.withinMs(withinMs));
    }

    @Override
    public void close() {
        simulation.close();
    }
}
