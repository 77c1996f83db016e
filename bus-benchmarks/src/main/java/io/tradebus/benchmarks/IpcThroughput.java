package io.tradebus.benchmarks;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Messages a second from one publisher thread to one subscriber thread over shared memory. */
final class IpcThroughput {
    private static final Lane LANE = new Lane("aeron:ipc?term-length=16m", 1001);

    private IpcThroughput() {}

    static void run(int rounds, long count, int... lengths) {
        try (Peer stock = Maker.STOCK.embedded();
                Peer ours = Maker.US.embedded()) {
            System.out.printf(
                    Locale.ROOT, "IPC throughput, %,d messages a round, median of %d rounds%n", count, rounds);
            for (int length : lengths) {
                Rounds results = Rounds.measure(rounds, stock, ours, peer -> messagesPerSecond(peer, count, length));
                System.out.printf(
                        Locale.ROOT,
                        "%6d bytes: stock %,14.0f/s   tradebus %,14.0f/s   ratio %.2f%n",
                        length,
                        results.stockMedian(),
                        results.ourMedian(),
                        results.ratio());
            }
        }
    }

    static double messagesPerSecond(Peer peer, long count, int length) {
        CountDownLatch ready = new CountDownLatch(1);
        AtomicLong startNs = new AtomicLong();
        AtomicLong endNs = new AtomicLong();
        Worker consumer = Worker.start("consumer", () -> endNs.set(peer.consume(LANE, count, ready::countDown)));
        consumer.awaitReady(ready);
        Worker publisher = Worker.start(
                "publisher", () -> peer.publish(LANE, count, length, () -> startNs.set(System.nanoTime())));
        Worker.joinAll(consumer, publisher);
        return count * 1e9 / (endNs.get() - startNs.get());
    }
}
