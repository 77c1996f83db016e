package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Messages a second from one publisher thread to one or more subscriber threads. */
final class Throughput {
    private static final long MOST_MESSAGES = 10_000_000;
    private static final long IPC_BYTES = 3_000_000_000L;
    private static final long UDP_BYTES = 400_000_000;
    /** A shorter message takes as much of a round as one of this length. */
    private static final int SHORT_LENGTH = 256;

    private final Transport transport;
    private final Options options;
    private final List<Cell> cells = new ArrayList<>();

    private Throughput(Transport transport, Options options) {
        this.transport = transport;
        this.options = options;
    }

    /**
     * One measurement.
     *
     * @param kind the publication's
     * @param subscribers how many threads read the stream
     * @param length of a message in bytes
     */
    record Case(PublicationKind kind, int subscribers, int length) {
        /** What tells it from others, the number of subscribers unless it is one. */
        String text() {
            String readers = subscribers == 1 ? "" : ", " + subscribers + " subscribers";
            return String.format(
                    Locale.ROOT, "%d bytes, %s%s", length, kind.name().toLowerCase(Locale.ROOT), readers);
        }
    }

    static BenchmarkResult run(Transport transport, Options options) {
        String name = transport.name().toLowerCase(Locale.ROOT) + "-throughput";
        Throughput throughput = new Throughput(transport, options);
        try (PeerPairs pairs = PeerPairs.start(options.setup(), transport)) {
            for (Case each : cases(transport, options.work())) {
                throughput.measure(pairs.byMaker(), each);
            }
        }
        int most = options.work().subscribers().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(options.setup().conditions(transport, 1 + most));
        conditions.put("rounds", Integer.toString(options.rounds()));
        return new BenchmarkResult(name, conditions, throughput.cells);
    }

    /** All that is asked for; batches have no messages of several fragments. */
    static List<Case> cases(Transport transport, Work work) {
        List<PublicationKind> kinds = transport == Transport.IPC
                ? work.publicationsOr(PublicationKind.EXCLUSIVE, PublicationKind.CONCURRENT)
                : work.publicationsOr(PublicationKind.EXCLUSIVE);
        List<Case> cases = new ArrayList<>();
        for (PublicationKind kind : kinds) {
            for (int subscribers : work.subscribers()) {
                for (int length : work.lengthsOr(32, 288, 1344, 16_384)) {
                    boolean isPossible = kind != PublicationKind.BATCH || length <= Transport.MAX_PAYLOAD_LENGTH;
                    if (isPossible) {
                        cases.add(new Case(kind, subscribers, length));
                    }
                }
            }
        }
        return cases;
    }

    private void measure(Map<Maker, PeerPair> pairs, Case each) {
        long count = messages(pairs, each);
        List<Rounds> results = Rounds.measureAll(options.rounds(), pairs, pair -> measure(pair, each, count));
        cells.add(new Cell(each.text(), "messages/s", true, results.get(0)));
        Cell.addUse(cells, each.text(), results.get(1), results.get(2));
    }

    /** The same number for all makers: what the slowest of them carries in the time that is asked for. */
    private long messages(Map<Maker, PeerPair> pairs, Case each) {
        long most = mostMessages(each.length());
        double seconds = options.work().seconds();
        if (seconds == 0) {
            return most;
        }
        double slowest = Double.MAX_VALUE;
        for (PeerPair pair : pairs.values()) {
            slowest = Math.min(slowest, measure(pair, each, most / 4)[0]);
        }
        return Math.max(1, Math.round(slowest * seconds));
    }

    private long mostMessages(int length) {
        return transport == Transport.IPC
                ? Math.min(MOST_MESSAGES, IPC_BYTES / length)
                : UDP_BYTES / Math.max(length, SHORT_LENGTH);
    }

    /**
     * From the moment the publisher is connected to the arrival of the last message at the last subscriber: messages a
     * second, seconds of processor time for a million messages, and bytes that clients allocate for a message.
     */
    double[] measure(PeerPair pair, Case each, long count) {
        Lane lane = transport.newLane();
        ResourceUse use = new ResourceUse(pair);
        List<Worker> workers = new ArrayList<>();
        List<Progress> progress = new ArrayList<>();
        for (int i = 0; i < each.subscribers(); i++) {
            // All arrive within a moment, and the last one's word is the one that stays.
            Progress reading = new Progress(() -> {}, use::end);
            Worker consumer =
                    Worker.start("consumer-" + i, () -> pair.far().consume(lane, count, each.length(), reading));
            consumer.awaitReady(reading.beginning());
            workers.add(consumer);
            progress.add(reading);
        }
        Progress writing = new Progress(use::begin, () -> {});
        workers.add(
                Worker.start("publisher", () -> pair.near().publish(lane, each.kind(), count, each.length(), writing)));
        Worker.joinAll(workers.toArray(Worker[]::new));
        long endNs = progress.stream().mapToLong(Progress::endNs).max().orElseThrow();
        progress.add(writing);
        return new double[] {
            count * 1e9 / (endNs - writing.beginNs()),
            use.cpuSecondsPerMillion(count),
            ResourceUse.allocatedPerMessage(count, progress.toArray(Progress[]::new))
        };
    }

    /** As above, once, without anything around it. */
    static double messagesPerSecond(PeerPair pair, Transport transport, Case each, long count) {
        return new Throughput(transport, Options.parse()).measure(pair, each, count)[0];
    }
}
