package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What loss costs, in a simulated network with our drivers only: there is no stock driver to run by a simulated clock. A
 * receiver asks for one gap at a time, as stock ones do, or for several. A round is a seed.
 */
final class Loss {
    private static final List<Double> RATES = List.of(0.0, 0.01, 0.1);
    private static final List<Integer> ROUND_TRIPS_MS = List.of(0, 10, 100);
    private static final List<Integer> GAPS = List.of(1, 16);
    private static final int MESSAGES_PER_SECOND = 1_000;
    private static final double SETTLE_SECONDS = 1;
    private static final double KILOBYTE = 1_000;
    private static final double MICROSECOND_NS = 1_000;

    private Loss() {}

    static BenchmarkResult run(Options options) {
        double seconds = options.work().secondsOr(2);
        List<Cell> cells = new ArrayList<>();
        for (int roundTripMs : ROUND_TRIPS_MS) {
            for (double rate : RATES) {
                for (int gaps : rate == 0 ? List.of(1) : GAPS) {
                    LossSimulation.Way way =
                            new LossSimulation.Way(rate, TimeUnit.MILLISECONDS.toNanos(roundTripMs), gaps);
                    addCells(cells, name(way), measureSeeds(way, options.rounds(), seconds));
                }
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.put(
                "measured", "drivers and clients of this project alone, in a simulation: times are those of its clock");
        conditions.put("messages", LossSimulation.MESSAGE_LENGTH + " bytes, one in a datagram");
        conditions.put("lost", "data alone, since what comes back is little");
        conditions.put("channel", "term-length=4m|pub-wnd=2m and rcv-wnd=1m|so-rcvbuf=4m");
        conditions.put("latency", "from when a message was due, " + MESSAGES_PER_SECOND + " a second");
        conditions.put("seeds", Integer.toString(options.rounds()));
        conditions.put("simulated seconds for each", Double.toString(seconds));
        return new BenchmarkResult("loss", conditions, cells);
    }

    static String name(LossSimulation.Way way) {
        String network = String.format(
                Locale.ROOT,
                "round trip %d ms, loss %.0f %%",
                TimeUnit.NANOSECONDS.toMillis(way.roundTripNs()),
                way.loss() * 100);
        return way.loss() == 0 ? network : network + (way.gaps() == 1 ? ", one gap" : ", " + way.gaps() + " gaps");
    }

    private static void addCells(List<Cell> cells, String name, List<Rounds> results) {
        cells.add(new Cell(name, "kB/s", true, results.get(0)));
        cells.add(new Cell(name, "bytes sent again per byte read", false, results.get(1)));
        cells.add(new Cell(name, "us, 50 % of messages", false, results.get(2)));
        cells.add(new Cell(name, "us, 99 % of messages", false, results.get(3)));
        cells.add(new Cell(name, "us, all messages", false, results.get(4)));
    }

    private static List<Rounds> measureSeeds(LossSimulation.Way way, int rounds, double seconds) {
        int[] seed = {0};
        return Rounds.measureAll(rounds, Map.of(Maker.US, way), each -> measure(each, seed[0]++, seconds));
    }

    /** Kilobytes a second, bytes sent again for each read, and two percentiles of latency and the longest in microseconds. */
    static double[] measure(LossSimulation.Way way, long seed, double seconds) {
        double[] values = new double[5];
        try (LossSimulation full = new LossSimulation(way, seed)) {
            full.bytesPerSecond(SETTLE_SECONDS);
            values[0] = full.bytesPerSecond(seconds) / KILOBYTE;
            values[1] = full.sentAgain();
        }
        try (LossSimulation paced = new LossSimulation(way, seed)) {
            Histogram latencies = paced.latencies(Schedule.lasting(seconds, MESSAGES_PER_SECOND));
            values[2] = latencies.getValueAtPercentile(50) / MICROSECOND_NS;
            values[3] = latencies.getValueAtPercentile(99) / MICROSECOND_NS;
            values[4] = latencies.getMaxValue() / MICROSECOND_NS;
        }
        return values;
    }
}
