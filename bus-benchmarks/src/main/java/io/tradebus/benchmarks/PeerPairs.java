package io.tradebus.benchmarks;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The pairs of all makers, which take part in a benchmark in turn. */
final class PeerPairs implements AutoCloseable {
    private final Map<Maker, PeerPair> pairs = new EnumMap<>(Maker.class);
    private final Closing closing = new Closing();

    private PeerPairs() {}

    static PeerPairs start(Setup setup, Transport transport) {
        return start(setup, transport, setup.settings());
    }

    /** As above, with other settings of the drivers. */
    static PeerPairs start(Setup setup, Transport transport, DriverSettings settings) {
        PeerPairs started = new PeerPairs();
        try {
            for (Maker maker : setup.makers()) {
                started.pairs.put(maker, started.closing.add(PeerPair.start(maker, setup, transport, settings)));
            }
            return started;
        } catch (RuntimeException e) {
            started.closing.closeAfter(e);
            throw e;
        }
    }

    Map<Maker, PeerPair> byMaker() {
        return Collections.unmodifiableMap(pairs);
    }

    @Override
    public void close() {
        closing.close();
    }
}
