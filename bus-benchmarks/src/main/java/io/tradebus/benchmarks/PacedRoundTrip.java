package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Time from the moment a message is due to the arrival of its echo, with messages at a fixed rate. */
final class PacedRoundTrip {
    /** The last one is the longest time of all. */
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(10);
    private static final int SHORTEST_LENGTH = 2 * Long.BYTES;

    private PacedRoundTrip() {}

    static BenchmarkResult run(Transport transport, Options options) {
        String name = transport.name().toLowerCase(Locale.ROOT) + "-paced-round-trip";
        double seconds = options.work().secondsOr(1);
        List<Cell> cells = new ArrayList<>();
        try (PeerPairs pairs = PeerPairs.start(options.setup(), transport)) {
            for (int length : options.work().lengthsOr(32)) {
                for (int rate : options.work().rates()) {
                    Schedule schedule = Schedule.lasting(seconds, rate);
                    addCells(
                            cells,
                            String.format(Locale.ROOT, "%d bytes, %,d/s", length, rate),
                            Rounds.measureAll(
                                    options.rounds(),
                                    pairs.byMaker(),
                                    pair -> measure(pair, transport, schedule, length)));
                }
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(options.setup().conditions(transport, 2));
        conditions.put("rounds", Integer.toString(options.rounds()));
        conditions.put("seconds a round", Double.toString(seconds));
        conditions.put("times", "from when a message was due, with messages at a fixed rate");
        return new BenchmarkResult(name, conditions, cells);
    }

    private static void addCells(List<Cell> cells, String name, List<Rounds> results) {
        cells.add(new Cell(name + ", reached", "messages/s", true, results.get(0)));
        for (int i = 0; i < PERCENTILES.length; i++) {
            cells.add(new Cell(name + ", " + percentile(PERCENTILES[i]), "ns", false, results.get(1 + i)));
        }
        Cell.addUse(cells, name, results.get(1 + PERCENTILES.length), results.get(2 + PERCENTILES.length));
    }

    private static String percentile(double percentile) {
        return percentile == 100 ? "longest" : percentile + " %";
    }

    /** Messages a second that came back, the times at all percentiles, and what was used. */
    static double[] measure(PeerPair pair, Transport transport, Schedule schedule, int length) {
        if (length < SHORTEST_LENGTH) {
            throw new IllegalArgumentException("messages have at least " + SHORTEST_LENGTH + " bytes, not " + length);
        }
        Lane requests = transport.newLane();
        Lane replies = transport.newLane();
        Histogram histogram = new Histogram(LONGEST_NS, 3);
        ResourceUse use = new ResourceUse(pair);
        Progress asking = new Progress(use::begin, use::end);
        Progress answering = new Progress();
        Worker echo =
                Worker.start("echo", () -> pair.far().echo(requests, replies, schedule.count(), length, answering));
        echo.awaitReady(answering.beginning());
        RoundTrips trips = elapsedNs -> histogram.recordValue(Math.min(elapsedNs, LONGEST_NS));
        Worker ping =
                Worker.start("ping", () -> pair.near().pacedPing(requests, replies, schedule, length, asking, trips));
        Worker.joinAll(echo, ping);

        double[] values = new double[PERCENTILES.length + 3];
        values[0] = histogram.getTotalCount() * 1e9 / (asking.endNs() - asking.beginNs());
        for (int i = 0; i < PERCENTILES.length; i++) {
            values[1 + i] = histogram.getValueAtPercentile(PERCENTILES[i]);
        }
        values[1 + PERCENTILES.length] = use.cpuSecondsPerMillion(schedule.count());
        values[2 + PERCENTILES.length] = ResourceUse.allocatedPerMessage(schedule.count(), asking, answering);
        return values;
    }
}
