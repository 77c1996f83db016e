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

    private static final int MTU = 1408;
    private static final String WINDOW = "aeron.rcv.initial.window.length";
    /** Of a socket; systems that allow less give less. */
    private static final int SOCKET_BUFFER_LENGTH = 4 << 20;

    private static final int MEMORY_OF_ONE_BYTE = 4;
    private static final int DEFAULT_LENGTH = 288;
    private static final long BYTES = 40_000_000;
    private static final int SHARE_TRIED = 4;

    private Spread() {}

    /** One that some maker cannot do is named among the conditions with the reason, and the others are measured all the same. */
    static BenchmarkResult run(Options options) {
        List<Integer> lengths = options.work().lengthsOr(DEFAULT_LENGTH);
        lengths.forEach(Spread::requireOneFragment);
        Map<String, String> failures = new LinkedHashMap<>();
        List<Cell> cells = new ArrayList<>();
        for (int length : lengths) {
            for (int streams : options.work().spread()) {
                try {
                    cells.addAll(cells(options, streams, length));
                } catch (IllegalStateException e) {
                    failures.put(name(streams, length) + ", not measured", reason(e));
                }
            }
        }
        if (cells.isEmpty()) {
            throw new IllegalStateException("nothing could be measured: " + failures);
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(options.setup().conditions(Transport.UDP, 2));
        conditions.put("channel", PARAMETERS);
        conditions.put("aeron.socket.so_rcvbuf", Integer.toString(SOCKET_BUFFER_LENGTH));
        options.work()
                .spread()
                .forEach(streams -> conditions.put(
                        WINDOW + ", " + name(streams), Integer.toString(window(options.setup(), streams))));
        conditions.remove(WINDOW);
        conditions.put("rounds", Integer.toString(options.rounds()));
        conditions.putAll(failures);
        return new BenchmarkResult("udp-spread", conditions, cells);
    }

    /** With drivers of its own, which nothing is left in of a measurement before that failed. */
    private static List<Cell> cells(Options options, int streams, int length) {
        Setup setup = options.setup();
        List<Cell> cells = new ArrayList<>();
        try (PeerPairs pairs = PeerPairs.start(setup, Transport.UDP, settings(setup, streams))) {
            long count =
                    messages(pairs.byMaker(), streams, length, options.work().seconds());
            List<Rounds> results =
                    Rounds.measureAll(options.rounds(), pairs.byMaker(), pair -> measure(pair, streams, count, length));
            String name = name(streams, length);
            cells.add(new Cell(name, "messages/s", true, results.get(0)));
            Cell.addUse(cells, name, results.get(1), results.get(2));
        }
        return cells;
    }

    private static DriverSettings settings(Setup setup, int streams) {
        return StreamEnds.withLongLives(setup.settings())
                .with("aeron.socket.so_rcvbuf", Integer.toString(SOCKET_BUFFER_LENGTH))
                .with(WINDOW, Integer.toString(window(setup, streams)));
    }

    /**
     * Bytes that each stream may be ahead: all of them together no more than a socket holds, in the memory of which a small
     * datagram takes about four times its length. What does not fit is lost, and once a thousand streams ask for what they have
     * lost, and lose most of what they are sent again, hardly anything arrives.
     */
    static int window(Setup setup, int streams) {
        int share = SOCKET_BUFFER_LENGTH / MEMORY_OF_ONE_BYTE / streams;
        return Math.min(setup.windowLength(), Math.max(MTU, share));
    }

    private static String reason(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.getMessage());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(cause.getMessage());
        }
        return text.toString();
    }

    static String name(int streams, int length) {
        return length + " bytes, " + name(streams);
    }

    private static String name(int streams) {
        return String.format(Locale.ROOT, "%,d stream%s", streams, streams == 1 ? "" : "s");
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
