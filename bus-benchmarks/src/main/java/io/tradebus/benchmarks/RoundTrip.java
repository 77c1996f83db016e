package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Time from offering a message to having its echo, one message at a time. */
final class RoundTrip {
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long IPC_COUNT = 200_000;
    private static final long UDP_COUNT = 20_000;
    /** To find out how many there can be in a given time. */
    private static final long SHARE_TRIED = 20;

    private RoundTrip() {}

    static BenchmarkResult run(Transport transport, Options options) {
        String name = transport.name().toLowerCase(Locale.ROOT) + "-round-trip";
        List<Long> counts = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        try (PeerPairs pairs = PeerPairs.start(options.setup(), transport)) {
            for (int length : options.work().lengthsOr(32, 288, 1344)) {
                long count = messages(
                        pairs.byMaker(), transport, length, options.work().seconds());
                counts.add(count);
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
        conditions.put("messages a round", text(counts));
        return new BenchmarkResult(name, conditions, cells);
    }

    private static String text(List<Long> counts) {
        return counts.stream().distinct().map(count -> Long.toString(count)).collect(Collectors.joining(", "));
    }

    /** The same number for all makers: what the slowest of them answers in the time that is asked for. */
    private static long messages(Map<Maker, PeerPair> pairs, Transport transport, int length, double seconds) {
        long usual = transport == Transport.IPC ? IPC_COUNT : UDP_COUNT;
        if (seconds == 0) {
            return usual;
        }
        long tried = usual / SHARE_TRIED;
        long slowestNs = 1;
        for (PeerPair pair : pairs.values()) {
            Progress asking = new Progress();
            roundTrips(pair, transport, tried, length, asking, new Progress());
            slowestNs = Math.max(slowestNs, asking.endNs() - asking.beginNs());
        }
        return Math.max(tried, Math.round(seconds * TimeUnit.SECONDS.toNanos(1) / slowestNs * tried));
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
