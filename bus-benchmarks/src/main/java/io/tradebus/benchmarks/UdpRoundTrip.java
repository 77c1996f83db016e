package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Time from offering a message to having its echo, over UDP from driver to driver and back, one message at a time. */
final class UdpRoundTrip {
    private static final int REQUESTS = 2001;
    private static final int REPLIES = 2002;
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);

    private UdpRoundTrip() {}

    static BenchmarkResult run(int rounds, UdpSetup setup, long count, int... lengths) {
        List<Cell> cells = new ArrayList<>();
        try (PeerPair stock = PeerPair.start(Maker.STOCK, setup);
                PeerPair ours = PeerPair.start(Maker.US, setup)) {
            for (int length : lengths) {
                List<Rounds> results =
                        Rounds.measureAll(rounds, stock, ours, pair -> percentiles(roundTrips(pair, count, length)));
                for (int i = 0; i < PERCENTILES.length; i++) {
                    cells.add(new Cell(length + " bytes, " + PERCENTILES[i] + " %", "ns", false, results.get(i)));
                }
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(setup.conditions());
        conditions.put("rounds", Integer.toString(rounds));
        conditions.put("messages a round", Long.toString(count));
        return new BenchmarkResult("udp-round-trip", conditions, cells);
    }

    private static double[] percentiles(Histogram histogram) {
        double[] values = new double[PERCENTILES.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = histogram.getValueAtPercentile(PERCENTILES[i]);
        }
        return values;
    }

    static Histogram roundTrips(PeerPair pair, long count, int length) {
        Lane requests = new Lane(UdpSetup.freeChannel(), REQUESTS);
        Lane replies = new Lane(UdpSetup.freeChannel(), REPLIES);
        Histogram histogram = new Histogram(LONGEST_NS, 3);
        CountDownLatch ready = new CountDownLatch(1);
        Worker echo = Worker.start("echo", () -> pair.far().echo(requests, replies, count, ready::countDown));
        echo.awaitReady(ready);
        Worker ping = Worker.start(
                "ping",
                () -> pair.near()
                        .ping(
                                requests,
                                replies,
                                count,
                                length,
                                elapsedNs -> histogram.recordValue(Math.min(elapsedNs, LONGEST_NS))));
        Worker.joinAll(echo, ping);
        return histogram;
    }
}
