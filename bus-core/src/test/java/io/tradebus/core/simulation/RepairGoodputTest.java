package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Publication;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * How much gets through when the way is long and much is lost: with one gap asked for at a time, as stock receivers do,
 * and with several. The same seed, so that the same datagrams are lost as long as the same are sent.
 */
class RepairGoodputTest {
    private static final long ROUND_TRIP_NS = 100_000_000;
    private static final long DURATION_NS = 10_000_000_000L;
    private static final long SETTLE_NS = 1_000_000_000L;
    private static final int MESSAGE_LENGTH = 1376;
    private static final double MB = 1e6;

    /**
     * What one run came to.
     *
     * @param bytes of messages that were read
     * @param again bytes that were sent again
     * @param naks requests for lost data
     */
    private record Goodput(long bytes, long again, long naks) {
        double mbPerSecond() {
            return bytes / MB / (DURATION_NS / 1e9);
        }
    }

    @Test
    @Conformance("WP-64")
    void getsMoreThroughByAskingForSeveralGaps() {
        assertGain(0.05, 2);
        assertGain(0.10, 2);
    }

    private static void assertGain(double loss, double atLeast) {
        Goodput one = run(loss, 1);
        Goodput several = run(loss, 16);

        double gain = several.mbPerSecond() / one.mbPerSecond();
        System.out.printf(
                Locale.ROOT,
                "| %.0f %% | %.3f | %.3f | %.1f | %d / %d | %.2f / %.2f |%n",
                loss * 100,
                one.mbPerSecond(),
                several.mbPerSecond(),
                gain,
                one.naks,
                several.naks,
                (double) one.again / one.bytes,
                (double) several.again / several.bytes);
        assertThat(gain).as("gain at a loss of " + loss).isGreaterThan(atLeast);
    }

    /** Publishes as fast as it is taken, and counts what is read in a certain time. */
    private static Goodput run(double loss, int outstanding) {
        try (Simulation simulation = new Simulation(7, 10)) {
            LinkQuality quality = LinkQuality.PERFECT.withLatencyNs(ROUND_TRIP_NS / 2);
            simulation.network().setQuality(quality);
            SimulatedNode a = simulation.node("A");
            SimulatedNode b = simulation.node("B");
            Reader reader = b.read(b.channel(20_001) + "|rcv-wnd=1m|so-rcvbuf=4m|nak-outstanding=" + outstanding, 10);
            Publication publication = a.publish(b.channel(20_001) + "|term-length=4m|pub-wnd=2m", 10);
            simulation.runUntil(publication::isConnected, SETTLE_NS);
            UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_LENGTH]);
            a.act(() -> publication.offer(message, 0, MESSAGE_LENGTH) > 0 ? 1 : 0);
            // The data alone is lost: what comes back is too little to matter.
            simulation.network().setQuality(new Link("A", "B"), quality.withLoss(loss));

            simulation.run(DURATION_NS);
            return new Goodput(
                    reader.receivedBytes(),
                    a.counter(SystemCounter.RETRANSMITTED_BYTES),
                    b.counter(SystemCounter.NAKS_SENT));
        }
    }
}
