package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Messages a second over UDP that one thread spreads over many streams of one channel, one message to each in turn, and
 * another reads from all of them.
 */
final class Spread {
    /** Small, since there are many of them; so it is for one stream, too, to tell what their number costs. */
    private static final String PARAMETERS = "term-length=64k|mtu=1408";

    private static final int DEFAULT_LENGTH = 288;
    private static final long BYTES = 40_000_000;
    private static final int SHARE_TRIED = 4;

    private Spread() {}

    static BenchmarkResult run(Options options) {
        Setup setup = options.setup();
        List<Cell> cells = new ArrayList<>();
        try (PeerPairs pairs = PeerPairs.start(setup, Transport.UDP, StreamEnds.withLongLives(setup.settings()))) {
            for (int length : options.work().lengthsOr(DEFAULT_LENGTH)) {
                requireOneFragment(length);
                for (int streams : options.work().spread()) {
                    long count = messages(
                            pairs.byMaker(), streams, length, options.work().seconds());
                    List<Rounds> results = Rounds.measureAll(
                            options.rounds(), pairs.byMaker(), pair -> measure(pair, streams, count, length));
                    String name = name(streams, length);
                    cells.add(new Cell(name, "messages/s", true, results.get(0)));
                    Cell.addUse(cells, name, results.get(1), results.get(2));
                }
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(setup.conditions(Transport.UDP, 2));
        conditions.put("channel", PARAMETERS);
        conditions.put("rounds", Integer.toString(options.rounds()));
        return new BenchmarkResult("udp-spread", conditions, cells);
    }

    static String name(int streams, int length) {
        return String.format(Locale.ROOT, "%d bytes, %,d stream%s", length, streams, streams == 1 ? "" : "s");
    }

    private static void requireOneFragment(int length) {
        if (length < Long.BYTES || length > Transport.MAX_PAYLOAD_LENGTH) {
            throw new IllegalArgumentException(
                    "messages have from 8 to " + Transport.MAX_PAYLOAD_LENGTH + " bytes here, not " + length);
        }
    }

    /** For each stream, and the same for all makers: what the slowest of them carries in the time that is asked for. */
    private static long messages(Map<Maker, PeerPair> pairs, int streams, int length, double seconds) {
        long usual = Math.max(1, BYTES / length / streams);
        if (seconds == 0) {
            return usual;
        }
        double slowest = Double.MAX_VALUE;
        for (PeerPair pair : pairs.values()) {
            slowest = Math.min(slowest, measure(pair, streams, Math.max(1, usual / SHARE_TRIED), length)[0]);
        }
        return Math.max(1, Math.round(slowest * seconds / streams));
    }

    /**
     * From the moment all streams are connected to the arrival of the last message: messages a second of all streams, seconds of
     * processor time for a million, and bytes that clients allocate for one.
     *
     * @param count messages of each stream
     */
    static double[] measure(PeerPair pair, int streams, long count, int length) {
        Lane first = new Lane(Transport.UDP.newChannel(PARAMETERS), 1);
        List<Lane> lanes = IntStream.range(0, streams).mapToObj(first::plus).toList();
        ResourceUse use = new ResourceUse(pair);
        Progress reading = new Progress(() -> {}, use::end);
        Progress writing = new Progress(use::begin, () -> {});
        Worker consumer = Worker.start("consumer", () -> pair.far().consumeSpread(lanes, count, length, reading));
        consumer.awaitReady(reading.beginning());
        Worker publisher = Worker.start(
                "publisher", () -> pair.near().publishSpread(lanes, count, length, writing, reading.ending()));
        Worker.joinAll(consumer, publisher);
        StreamEnds.awaitNone(pair);
        long messages = count * streams;
        return new double[] {
            messages * 1e9 / (reading.endNs() - writing.beginNs()),
            use.cpuSecondsPerMillion(messages),
            ResourceUse.allocatedPerMessage(messages, reading, writing)
        };
    }
}
