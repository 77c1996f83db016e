package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Messages a second from one publisher thread to one subscriber thread, over UDP from driver to driver. */
final class UdpThroughput {
    private static final int STREAM_ID = 1001;

    private UdpThroughput() {}

    /** Each round carries about {@code bytes} of messages, and not more than {@code bytes / 256} of them. */
    static BenchmarkResult run(int rounds, UdpSetup setup, long bytes, int... lengths) {
        List<Cell> cells = new ArrayList<>();
        try (PeerPair stock = PeerPair.start(Maker.STOCK, setup);
                PeerPair ours = PeerPair.start(Maker.US, setup)) {
            for (int length : lengths) {
                long count = Math.max(1, bytes / Math.max(length, 256));
                cells.add(new Cell(
                        length + " bytes",
                        "messages/s",
                        true,
                        Rounds.measure(rounds, stock, ours, pair -> messagesPerSecond(pair, count, length))));
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.putAll(setup.conditions());
        conditions.put("rounds", Integer.toString(rounds));
        return new BenchmarkResult("udp-throughput", conditions, cells);
    }

    /** From the moment the publisher is connected to the arrival of the last message. */
    static double messagesPerSecond(PeerPair pair, long count, int length) {
        Lane lane = new Lane(UdpSetup.freeChannel(), STREAM_ID);
        CountDownLatch ready = new CountDownLatch(1);
        AtomicLong startNs = new AtomicLong();
        AtomicLong endNs = new AtomicLong();
        Worker consumer = Worker.start("consumer", () -> endNs.set(pair.far().consume(lane, count, ready::countDown)));
        consumer.awaitReady(ready);
        Worker publisher = Worker.start(
                "publisher", () -> pair.near().publish(lane, count, length, () -> startNs.set(System.nanoTime())));
        Worker.joinAll(consumer, publisher);
        return count * 1e9 / (endNs.get() - startNs.get());
    }
}
