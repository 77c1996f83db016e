package io.tradebus.benchmarks;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** Time from offering a message to having its echo, over shared memory, one message at a time. */
final class IpcRoundTrip {
    private static final String CHANNEL = "aeron:ipc?term-length=1m";
    private static final Lane REQUESTS = new Lane(CHANNEL, 2001);
    private static final Lane REPLIES = new Lane(CHANNEL, 2002);
    private static final double[] PERCENTILES = {50, 99, 99.9};

    private IpcRoundTrip() {}

    static void run(int rounds, long count, int length) {
        try (Peer stock = Maker.STOCK.embedded();
                Peer ours = Maker.US.embedded()) {
            System.out.printf(
                    Locale.ROOT,
                    "IPC round trip, %d bytes, %,d messages a round, median of %d rounds, ns%n",
                    length,
                    count,
                    rounds);
            for (double percentile : PERCENTILES) {
                Rounds results = Rounds.measure(
                        rounds,
                        stock,
                        ours,
                        peer -> roundTrips(peer, count, length).getValueAtPercentile(percentile));
                System.out.printf(
                        Locale.ROOT,
                        "%6.1f %%: stock %,10.0f   tradebus %,10.0f   ratio %.2f%n",
                        percentile,
                        results.stockMedian(),
                        results.ourMedian(),
                        results.ratio());
            }
        }
    }

    static Histogram roundTrips(Peer peer, long count, int length) {
        Histogram histogram = new Histogram(10_000_000_000L, 3);
        CountDownLatch ready = new CountDownLatch(1);
        Worker echo = Worker.start("echo", () -> peer.echo(REQUESTS, REPLIES, count, ready::countDown));
        echo.awaitReady(ready);
        Worker ping = Worker.start(
                "ping",
                () -> peer.ping(
                        REQUESTS,
                        REPLIES,
                        count,
                        length,
                        elapsedNs -> histogram.recordValue(Math.min(elapsedNs, 10_000_000_000L))));
        Worker.joinAll(echo, ping);
        return histogram;
    }
}
