package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Two clients of one maker, on a driver each or on one.
 *
 * @param near publishes, and asks in a round trip
 * @param far subscribes, and answers
 * @param drivers theirs
 */
record PeerPair(Peer near, Peer far, List<RunningDriver> drivers) implements AutoCloseable {
    static PeerPair start(Maker maker, Setup setup, Transport transport) {
        return start(maker, setup, transport, setup.settings());
    }

    /** As above, with other settings of the drivers. */
    static PeerPair start(Maker maker, Setup setup, Transport transport, DriverSettings settings) {
        Closing closing = new Closing();
        try {
            List<RunningDriver> drivers = new ArrayList<>();
            drivers.add(closing.add(setup.driver(maker, settings)));
            if (transport == Transport.UDP) {
                drivers.add(closing.add(setup.driver(maker, settings)));
            }
            Peer near = closing.add(maker.peer(drivers.get(0), setup.waiting()));
            Peer far = maker.peer(drivers.get(drivers.size() - 1), setup.waiting());
            return new PeerPair(near, far, drivers);
        } catch (RuntimeException e) {
            closing.closeAfter(e);
            throw e;
        }
    }

    /** Nanoseconds of processor time that processes of the drivers have taken. */
    long driverCpuNs() {
        return drivers.stream().mapToLong(RunningDriver::processCpuNs).sum();
    }

    @Override
    public void close() {
        Closing closing = new Closing();
        drivers.forEach(closing::add);
        closing.add(far);
        closing.add(near);
        closing.close();
    }
}
