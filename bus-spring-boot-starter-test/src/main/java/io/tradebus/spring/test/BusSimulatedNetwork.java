package io.tradebus.spring.test;

import io.tradebus.core.driver.DriverAssembly;
import io.tradebus.core.simulation.LinkQuality;
import io.tradebus.core.simulation.SimulatedClock;
import io.tradebus.core.simulation.SimulatedNetwork;
import io.tradebus.core.simulation.SimulatedPorts;
import io.tradebus.core.simulation.Transcript;
import java.util.Random;

/**
 * The network of a test with {@link BusSimulation}. Belongs to the test's thread; what is said here holds for what is sent
 * from now on.
 */
public final class BusSimulatedNetwork {
    /** Address of the application's machine. */
    public static final String ADDRESS = "10.0.0.1";

    private static final String NODE = "app";
    private static final int REMEMBERED = 10_000;

    private final long seed;
    private final Random random;
    private final SimulatedNetwork network;
    private final SimulatedPorts ports;
    private LinkQuality quality;

    BusSimulatedNetwork(SimulationSettings settings, SimulatedClock clock) {
        seed = settings.seed();
        random = new Random(seed);
        network = new SimulatedNetwork(clock, random.nextLong(), new Transcript(REMEMBERED));
        ports = network.node(NODE);
        quality = settings.quality();
        network.setQuality(quality);
    }

    /** From what all that is random follows. */
    public long seed() {
        return seed;
    }

    /** Rate of datagrams that are lost from now on, from 0 to 1. */
    public void loss(double rate) {
        change(quality.withLoss(SimulationSettings.requireRate("loss", rate)));
    }

    /** Rate of datagrams that arrive twice from now on, from 0 to 1. */
    public void duplication(double rate) {
        change(quality.withDuplication(SimulationSettings.requireRate("duplication", rate)));
    }

    /** Rate of datagrams that arrive much later than others from now on, from 0 to 1. */
    public void reordering(double rate) {
        change(quality.withReordering(SimulationSettings.requireRate("reordering", rate)));
    }

    private void change(LinkQuality changed) {
        quality = changed;
        network.setQuality(changed);
    }

    /** Carries nothing any more until {@link #heal}; what is on its way still arrives. */
    public void partition() {
        network.cut(NODE, NODE);
    }

    /** Carries everything from now on, in order and after the same time. */
    public void heal() {
        network.heal();
        quality = LinkQuality.PERFECT.withLatencyNs(quality.latencyNs());
    }

    /** Datagrams that were sent so far, those that were lost too. */
    public long sentCount() {
        return network.sentCount();
    }

    /**
     * What was sent, in order, the latest 10,000 datagrams: one to a line, with when, its first frame, and what became of it
     * if it did not arrive as it was.
     */
    public String transcript() {
        return network.transcript().toString();
    }

    /** Delivers what is due. */
    int deliverDue() {
        return network.deliverDue();
    }

    /** When there is next something to deliver, in nanoseconds since the beginning. */
    long nextDueNs() {
        return network.nextDueNs();
    }

    DriverAssembly join(DriverAssembly driver) {
        return driver.datagramPorts(ports)
                .addresses(ports, ports)
                .randomInts(random::nextInt)
                .randomLongs(random::nextLong);
    }
}
