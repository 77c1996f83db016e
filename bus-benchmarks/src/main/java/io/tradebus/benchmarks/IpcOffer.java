package io.tradebus.benchmarks;

import io.tradebus.core.format.frame.DataFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Time to append a message to a log in shared memory and to read one, both by one thread in turn: nobody waits for anybody,
 * and no processor is short.
 */
final class IpcOffer {
    /** Small, so that its pages are there, and in a cache, after a few times. */
    private static final String PARAMETERS = "term-length=1m|mtu=1408";

    private static final int MOST_MESSAGES = 4_000;
    private static final int MOST_BYTES = 128 << 10;
    private static final int TIMES = 2_000;

    private IpcOffer() {}

    static BenchmarkResult run(Options options) {
        List<Cell> cells = new ArrayList<>();
        try (PeerPairs pairs = PeerPairs.start(options.setup(), Transport.IPC)) {
            for (PublicationKind kind : options.work().publicationsOr(PublicationKind.values())) {
                for (int length : options.work().lengthsOr(32, 288)) {
                    requireOneFragment(length);
                    List<Rounds> results = Rounds.measureAll(
                            options.rounds(), pairs.byMaker(), pair -> measure(pair.near(), kind, length, TIMES));
                    String name = String.format(
                            Locale.ROOT, "%d bytes, %s", length, kind.name().toLowerCase(Locale.ROOT));
                    cells.add(new Cell(name + ", offer", "ns per message", false, results.get(0)));
                    cells.add(new Cell(name + ", poll", "ns per message", false, results.get(1)));
                }
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(options.setup().conditions(Transport.IPC, 1));
        conditions.put("channel", PARAMETERS);
        conditions.put("rounds", Integer.toString(options.rounds()));
        conditions.put("a round", "the median of " + TIMES + " times that a part of the log is filled and read");
        conditions.put(
                "batch",
                "ours of " + PublicationKind.BATCH_SIZE + " messages; stock has none, and offers them one by one");
        return new BenchmarkResult("ipc-offer", conditions, cells);
    }

    private static void requireOneFragment(int length) {
        if (length < Long.BYTES || length > Transport.MAX_PAYLOAD_LENGTH) {
            throw new IllegalArgumentException(
                    "messages have from 8 to " + Transport.MAX_PAYLOAD_LENGTH + " bytes here, not " + length);
        }
    }

    /** Nanoseconds to offer one message, and to poll one. */
    static double[] measure(Peer peer, PublicationKind kind, int length, int times) {
        int messages = Math.min(MOST_MESSAGES, MOST_BYTES / (length + DataFrame.HEADER_LENGTH));
        Lane lane = new Lane(
                Transport.IPC.newChannel(PARAMETERS), Transport.IPC.newLane().streamId());
        LogTimes log = peer.fillAndRead(lane, kind, length, messages, times);
        return new double[] {log.offerNs(), log.pollNs()};
    }
}
