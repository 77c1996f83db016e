package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What many streams cost over UDP: the time to add one as there get more of them, and processor time of the drivers'
 * threads while nothing is published to any. Drivers have a thread for each agent, in processes of their own.
 */
final class Streams {
    /** Small, since there are many of them. */
    private static final String PARAMETERS = "term-length=64k|mtu=1408";
    /** So many are added about the tenth, and about the last, for one time of each. */
    private static final int NEIGHBOURS = 10;

    private static final int TENTH_FROM = 5;
    private static final long SETTLE_MS = 1_000;
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLISECOND_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final List<List<String>> AGENTS =
            List.of(List.of("conduct"), List.of("sender"), List.of("conduct", "sender"), List.of("receiver"));
    private static final List<String> AGENT_NAMES =
            List.of("conductors", "senders", "conductors and senders", "receivers");

    private Streams() {}

    /** Sets up what the benchmark needs: a process for each driver, and a thread for each of its agents. */
    static Setup setup(Setup setup) {
        return new Setup(
                false, setup.waiting(), Threading.DEDICATED, setup.windowLength(), setup.ours(), setup.aeronmd());
    }

    static BenchmarkResult run(Options options) {
        int count = options.work().streams();
        if (count < TENTH_FROM + NEIGHBOURS) {
            throw new IllegalArgumentException("there must be at least " + (TENTH_FROM + NEIGHBOURS) + " streams");
        }
        double seconds = options.work().secondsOr(2);
        Setup setup = setup(options.setup());
        DriverSettings settings = StreamEnds.withShortLives(setup.settings());
        List<Rounds> results;
        try (PeerPairs pairs = PeerPairs.start(setup, Transport.UDP, settings)) {
            results = Rounds.measureAll(options.rounds(), pairs.byMaker(), pair -> measure(pair, count, seconds));
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(setup.conditions(Transport.UDP, 1));
        conditions.put("channel", PARAMETERS);
        conditions.put("rounds", Integer.toString(options.rounds()));
        conditions.put("streams", Integer.toString(count));
        conditions.put("idle seconds a round", Double.toString(seconds));
        return new BenchmarkResult("streams", conditions, cells(results, count));
    }

    private static List<Cell> cells(List<Rounds> results, int count) {
        String last = String.format(Locale.ROOT, "%,dth", count);
        List<String> added =
                List.of("10th publication", last + " publication", "10th subscription", last + " subscription");
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            cells.add(new Cell("adding the " + added.get(i), "ns", false, results.get(i)));
        }
        for (int i = 0; i < AGENTS.size(); i++) {
            String name = String.format(Locale.ROOT, "%s, %,d idle streams", AGENT_NAMES.get(i), count);
            cells.add(new Cell(name, "CPU ms per second", false, results.get(added.size() + i)));
        }
        return cells;
    }

    private static double[] measure(PeerPair pair, int count, double seconds) {
        Lane first = new Lane(Transport.UDP.newChannel(PARAMETERS), 1);
        double[] values;
        try (OpenStreams subscriptions = pair.far().subscribeAll(first, count);
                OpenStreams publications = pair.near().publishAll(first, count)) {
            StreamEnds.await(publications.connected());
            StreamEnds.await(subscriptions.connected());
            double[] idle = idle(pair, seconds);
            values = new double[4 + idle.length];
            values[0] = publications.meanAddNs(TENTH_FROM, TENTH_FROM + NEIGHBOURS);
            values[1] = publications.meanAddNs(count - NEIGHBOURS, count);
            values[2] = subscriptions.meanAddNs(TENTH_FROM, TENTH_FROM + NEIGHBOURS);
            values[3] = subscriptions.meanAddNs(count - NEIGHBOURS, count);
            System.arraycopy(idle, 0, values, 4, idle.length);
        }
        StreamEnds.awaitNone(pair);
        return values;
    }

    /** Milliseconds of processor time a second, of the threads of both drivers. */
    private static double[] idle(PeerPair pair, double seconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SETTLE_MS));
        List<ThreadTimes> before = times(pair);
        long startNs = System.nanoTime();
        long lengthNs = (long) (seconds * SECOND_NS);
        for (long passedNs = 0; passedNs < lengthNs; passedNs = System.nanoTime() - startNs) {
            LockSupport.parkNanos(lengthNs - passedNs);
        }
        List<ThreadTimes> after = times(pair);
        double passedS = (System.nanoTime() - startNs) / SECOND_NS;
        double[] values = new double[AGENTS.size()];
        for (int i = 0; i < values.length; i++) {
            long takenNs = sum(after, AGENTS.get(i)) - sum(before, AGENTS.get(i));
            values[i] = takenNs / MILLISECOND_NS / passedS;
        }
        return values;
    }

    private static List<ThreadTimes> times(PeerPair pair) {
        List<ThreadTimes> times = new ArrayList<>();
        for (RunningDriver driver : pair.drivers()) {
            times.add(ThreadTimes.of(driver.pid()));
        }
        return times;
    }

    private static long sum(List<ThreadTimes> times, List<String> threads) {
        return times.stream().mapToLong(each -> each.ofThreads(threads)).sum();
    }
}
