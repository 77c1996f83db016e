package io.tradebus.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a pair of processes takes that have little to do, with the defaults of their maker: round trips of one message a
 * millisecond over UDP, and processor time with these messages and without any. A pair has the machine for itself: one that is
 * idle beside it would wake up for nothing many times a second, and be measured with the other.
 */
final class IdleCost {
    private static final int PER_SECOND = 1_000;
    /** A new pair exchanges messages for so many times as long before it is measured. */
    private static final int WARM_UP = 2;

    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLISECOND_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private IdleCost() {}

    /** Two processes: one asks, the other answers. */
    private record Nodes(NodeProcess asking, NodeProcess answering) {
        static Nodes start(Maker maker, Closing closing) {
            String requests = Transport.UDP.newChannel("alias=requests");
            String replies = Transport.UDP.newChannel("alias=replies");
            NodeProcess answering = closing.add(NodeProcess.start(maker, "answer", replies, requests));
            NodeProcess asking = closing.add(NodeProcess.start(maker, "ask", requests, replies));
            answering.ask("connect");
            asking.ask("connect");
            return new Nodes(asking, answering);
        }

        double[] ping(double seconds) {
            return asking.ask("ping " + Math.max(1, Math.round(seconds * PER_SECOND)) + " " + PER_SECOND);
        }

        double cpuNs() {
            return asking.ask("cpu")[0] + answering.ask("cpu")[0];
        }
    }

    static BenchmarkResult run(Options options) {
        double seconds = options.work().secondsOr(3);
        Map<Maker, Maker> makers = Map.of(Maker.STOCK, Maker.STOCK, Maker.US, Maker.US);
        List<Rounds> results = Rounds.measureAll(options.rounds(), makers, maker -> measure(maker, seconds));
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.put(
                "processes",
                "two, new in each round, each with an embedded driver and a client; all settings are defaults");
        conditions.put("stock", "threads of a MediaDriver and a client, and an AgentRunner that backs off");
        conditions.put("tradebus", "an application of the starter with a @BusListener");
        conditions.put("rounds", Integer.toString(options.rounds()));
        conditions.put("seconds a round", seconds + " with messages, and as many without");
        String asked = "one message a millisecond";
        return new BenchmarkResult(
                "idle-cost",
                conditions,
                List.of(
                        new Cell("round trip, " + asked + ", 50.0 %", "ns", false, results.get(0)),
                        new Cell("round trip, " + asked + ", 99.0 %", "ns", false, results.get(1)),
                        new Cell("both processes, " + asked, "CPU ms per second", false, results.get(2)),
                        new Cell("both processes, no messages", "CPU ms per second", false, results.get(3))));
    }

    private static double[] measure(Maker maker, double seconds) {
        try (Closing closing = new Closing()) {
            Nodes nodes = Nodes.start(maker, closing);
            nodes.ping(WARM_UP * seconds);
            return measure(nodes, seconds);
        }
    }

    private static double[] measure(Nodes nodes, double seconds) {
        double beginCpuNs = nodes.cpuNs();
        long beginNs = System.nanoTime();
        double[] trips = nodes.ping(seconds);
        double busyCpuNs = nodes.cpuNs();
        long busyNs = System.nanoTime();
        sleepUntil(busyNs + (long) (seconds * SECOND_NS));
        double endCpuNs = nodes.cpuNs();
        long endNs = System.nanoTime();
        return new double[] {
            trips[0],
            trips[1],
            perSecond(busyCpuNs - beginCpuNs, busyNs - beginNs),
            perSecond(endCpuNs - busyCpuNs, endNs - busyNs)
        };
    }

    /** Milliseconds of processor time a second. */
    static double perSecond(double cpuNs, long elapsedNs) {
        return cpuNs / MILLISECOND_NS / (elapsedNs / SECOND_NS);
    }

    private static void sleepUntil(long dueNs) {
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
