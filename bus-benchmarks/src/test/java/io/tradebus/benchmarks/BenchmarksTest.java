package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks do the work they claim to time; how fast is not asked here. */
class BenchmarksTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyMessageArrivesAndEveryPingIsAnswered(boolean isStock) {
        try (Peer peer = isStock ? new StockPeer() : new OurPeer()) {
            assertThat(IpcThroughput.messagesPerSecond(peer, 10_000, 64)).isPositive();
            assertThat(IpcRoundTrip.roundTrips(peer, 1_000, 64).getTotalCount()).isEqualTo(1_000);
        }
    }

    @Test
    void theFirstRoundWarmsUpAndTheMediansAreCompared() {
        try (Peer stock = new NamedPeer("stock");
                Peer ours = new NamedPeer("tradebus")) {
            int[] calls = {0};

            // The calls alternate: stock, ours | ours, stock | stock, ours | ours, stock.
            Rounds rounds = Rounds.measure(3, stock, ours, peer -> ++calls[0] * (peer == ours ? 10 : 1));

            assertThat(calls[0]).isEqualTo(8);
            assertThat(rounds.stockMedian()).isEqualTo(5);
            assertThat(rounds.ourMedian()).isEqualTo(60);
            assertThat(rounds.ratio()).isEqualTo(12);
        }
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(Rounds.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    private record NamedPeer(String name) implements Peer {
        @Override
        public void publish(String channel, int streamId, long count, int length) {}

        @Override
        public void consume(String channel, int streamId, long count, Runnable ready) {}

        @Override
        public void echo(String channel, int requestStreamId, int replyStreamId, long count, Runnable ready) {}

        @Override
        public void ping(
                String channel, int requestStreamId, int replyStreamId, long count, int length, RoundTrips trips) {}

        @Override
        public void close() {}
    }
}
