package io.tradebus.benchmarks;

/**
 * Two clients of one maker on a driver each.
 *
 * @param near publishes, and asks in a round trip
 * @param far subscribes, and answers
 */
record PeerPair(Peer near, Peer far) implements AutoCloseable {
    static PeerPair start(Maker maker, UdpSetup setup) {
        Peer near = maker.peer(setup.driver(maker), setup.waiting());
        try {
            return new PeerPair(near, maker.peer(setup.driver(maker), setup.waiting()));
        } catch (RuntimeException e) {
            near.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            near.close();
        } finally {
            far.close();
        }
    }
}
