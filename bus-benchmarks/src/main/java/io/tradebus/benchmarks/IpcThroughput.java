package io.tradebus.benchmarks;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Messages a second from one publisher thread to one subscriber thread over shared memory. */
final class IpcThroughput {
    private static final String CHANNEL = "aeron:ipc?term-length=16m";
    private static final int STREAM_ID = 1001;

    private IpcThroughput() {}

    static void run(int rounds, long count, int... lengths) {
        try (Peer stock = new StockPeer();
                Peer ours = new OurPeer()) {
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
        Worker consumer = Worker.start("consumer", () -> peer.consume(CHANNEL, STREAM_ID, count, ready::countDown));
        Worker.await(ready);
        long startNs = System.nanoTime();
        Worker publisher = Worker.start("publisher", () -> peer.publish(CHANNEL, STREAM_ID, count, length));
        consumer.join();
        long elapsedNs = System.nanoTime() - startNs;
        publisher.join();
        return count * 1e9 / elapsedNs;
    }
}
