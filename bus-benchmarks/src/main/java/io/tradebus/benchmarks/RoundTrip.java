package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Time from offering a message to having its echo, one message at a time. */
final class RoundTrip {
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long IPC_COUNT = 200_000;
    private static final long UDP_COUNT = 20_000;

    private RoundTrip() {}

    static BenchmarkResult run(Transport transport, Options options) {
        String name = transport.name().toLowerCase(Locale.ROOT) + "-round-trip";
        long count = transport == Transport.IPC ? IPC_COUNT : UDP_COUNT;
        List<Cell> cells = new ArrayList<>();
        try (PeerPairs pairs = PeerPairs.start(options.setup(), transport)) {
            for (int length : options.work().lengthsOr(32, 288, 1344)) {
                List<Rounds> results = Rounds.measureAll(
                        options.rounds(), pairs.byMaker(), pair -> measure(pair, transport, count, length));
                for (int i = 0; i < PERCENTILES.length; i++) {
                    cells.add(new Cell(length + " bytes, " + PERCENTILES[i] + " %", "ns", false, results.get(i)));
                }
                Cell.addUse(
                        cells, length + " bytes", results.get(PERCENTILES.length), results.get(PERCENTILES.length + 1));
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(options.setup().conditions(transport, 2));
        conditions.put("rounds", Integer.toString(options.rounds()));
        conditions.put("messages a round", Long.toString(count));
        return new BenchmarkResult(name, conditions, cells);
    }

    private static double[] measure(PeerPair pair, Transport transport, long count, int length) {
        ResourceUse use = new ResourceUse(pair);
        Progress asking = new Progress(use::begin, use::end);
        Progress answering = new Progress();
        Histogram histogram = roundTrips(pair, transport, count, length, asking, answering);
        double[] values = new double[PERCENTILES.length + 2];
        for (int i = 0; i < PERCENTILES.length; i++) {
            values[i] = histogram.getValueAtPercentile(PERCENTILES[i]);
        }
        values[PERCENTILES.length] = use.cpuSecondsPerMillion(count);
        values[PERCENTILES.length + 1] = ResourceUse.allocatedPerMessage(count, asking, answering);
        return values;
    }

    /** The times of all messages in nanoseconds. */
    static Histogram roundTrips(
            PeerPair pair, Transport transport, long count, int length, Progress asking, Progress answering) {
        Lane requests = transport.newLane();
        Lane replies = transport.newLane();
        Histogram histogram = new Histogram(LONGEST_NS, 3);
        Worker echo = Worker.start("echo", () -> pair.far().echo(requests, replies, count, length, answering));
        echo.awaitReady(answering.beginning());
        Worker ping = Worker.start(
                "ping",
                () -> pair.near()
                        .ping(
                                requests,
                                replies,
                                count,
                                length,
                                asking,
                                elapsedNs -> histogram.recordValue(Math.min(elapsedNs, LONGEST_NS))));
        Worker.joinAll(echo, ping);
        return histogram;
    }
}
