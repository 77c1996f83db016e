package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.nak;
import static io.tradebus.core.simulation.DatagramFilter.statusMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Subscriptions to several destinations: node B reads session 7 of stream 10, which nodes A and C send to a port of its own
 * each. See docs/wire-protocol.md#multi-destination-subscription-mds.
 */
class ReceiveDestinationsSimulationTest {
    private static final int STREAM = 10;
    private static final int FROM_A = 20_001;
    private static final int FROM_C = 20_002;
    private static final int LENGTH = 1_000;
    private static final int FRAME_LENGTH = 1_056;
    private static final long SECONDS = 1_000;

    private final Simulation simulation = new Simulation(1);
    private final SimulatedNode a = simulation.node("A");
    private final SimulatedNode b = simulation.node("B");
    private final SimulatedNode c = simulation.node("C");
    private final Reader reader = b.read("aeron:udp?control-mode=manual|session-id=7", STREAM);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    @Conformance({"WP-85", "DB-76"})
    void aSessionThatComesByTwoLossyLinksIsOneImageWithAllThatWasSent() {
        simulation.network().setQuality(new Link("A", "B"), LinkQuality.PERFECT.withLoss(0.2));
        simulation.network().setQuality(new Link("C", "B"), LinkQuality.PERFECT.withLoss(0.2));
        ExclusivePublication fromA = publish(a, FROM_A, 0);
        ExclusivePublication fromC = publish(c, FROM_C, 0);

        for (int i = 0; i < 300; i++) {
            offer(fromA);
            offer(fromC);
        }
        runUntil(() -> reader.received() == 300, 5 * SECONDS);

        assertThat(reader.subscription().imageCount()).isEqualTo(1);
        assertThat(image().activeTransportCount()).isEqualTo(2);
        assertThat(simulation.transcript().timesNs(nak().to("A"))).isNotEmpty();
        assertThat(simulation.transcript().timesNs(nak().to("C"))).isNotEmpty();
        run(1 * SECONDS);
        assertThat(reader.received()).isEqualTo(300);
    }

    @Test
    void whatOneLinkLosesComesByTheOther() {
        ExclusivePublication fromA = publish(a, FROM_A, 0);
        ExclusivePublication fromC = publish(c, FROM_C, 0);
        simulation.network().drop(DatagramFilter.data().from("A"), Times.always());

        for (int i = 0; i < 20; i++) {
            offer(fromA);
            offer(fromC);
        }
        runUntil(() -> reader.received() == 20, 1 * SECONDS);

        assertThat(reader.received()).isEqualTo(20);
    }

    @Test
    @Conformance({"WP-86", "DB-78"})
    void theStreamGoesOnWhenOneOfItsSendersEndsAndEndsWithTheOther() {
        ExclusivePublication fromA = publish(a, FROM_A, 0);
        ExclusivePublication fromC = publish(c, FROM_C, 0);
        offer(fromA);
        offer(fromC);
        runUntil(() -> reader.received() == 1, 1 * SECONDS);

        fromA.close();
        runUntil(() -> a.ports().openCount() == 0, 10 * SECONDS);
        offer(fromC);
        runUntil(() -> reader.received() == 2, 1 * SECONDS);
        run(12 * SECONDS);
        assertThat(reader.subscription().imageCount()).isEqualTo(1);
        assertThat(image().isEndOfStream()).isFalse();
        assertThat(image().activeTransportCount()).isEqualTo(1);

        Image image = image();
        fromC.close();
        runUntil(() -> reader.subscription().imageCount() == 0, 5 * SECONDS);
        assertThat(image.isEndOfStream()).isTrue();
        assertThat(image.position()).isEqualTo(2 * FRAME_LENGTH);
    }

    @Test
    @Conformance("WP-87")
    void aSenderThatIsNotHeardAnyMoreIsToldNothing() {
        publish(a, FROM_A, 0);
        publish(c, FROM_C, 0);
        run(1 * SECONDS);

        simulation.network().cut("A", "B");
        run(5 * SECONDS);
        simulation.transcript().clear();
        run(2 * SECONDS);
        assertThat(simulation.transcript().timesNs(statusMessage().to("A"))).isEmpty();
        assertThat(simulation.transcript().timesNs(statusMessage().to("C"))).isNotEmpty();

        simulation.network().heal();
        simulation.transcript().clear();
        run(1 * SECONDS);
        assertThat(simulation.transcript().timesNs(statusMessage().to("A"))).isNotEmpty();
    }

    /** The SMs that would have let C send are lost, while A brings the image on by more than half a term beyond what C has sent. */
    @Test
    @Conformance({"WP-54", "WP-85"})
    void aSenderThatAnotherHasLeftFarBehindIsToldNoMoreThanItBelievesAndCatchesUp() {
        ExclusivePublication fromA = publish(a, FROM_A, 0);
        ExclusivePublication fromC = publish(c, FROM_C, 0);
        simulation.network().drop(statusMessage().to("C"), Times.always());
        int offered = 0;
        do {
            offer(fromA);
            offered++;
            // What is left is read at once, so that the last SM says that all is.
            reader.setReading(reader.received() < 53);
            run(2);
        } while (simulation.isReached(() -> fromC.offer(message, 0, LENGTH) > 0, Simulation.withinMs(20)));
        reader.setReading(true);
        int all = offered;
        runUntil(() -> reader.received() == all, 1 * SECONDS);
        long sentByC = c.counter(CounterType.SENDER_POSITION, fromC.registrationId());
        assertThat(image().position() - sentByC).isGreaterThan(fromC.termBufferLength() / 2);

        simulation.network().forgetFaults();
        for (int i = 0; i < 40; i++) {
            offer(fromC);
            offer(fromA);
        }
        runUntil(() -> reader.received() == all + 40, 1 * SECONDS);

        assertThat(c.counter(SystemCounter.STATUS_MESSAGES_REJECTED)).isZero();
        assertThat(fromC.isConnected()).isTrue();
    }

    @Test
    @Conformance("DB-105")
    void whatIsReplayedIsFollowedByWhatIsLive() {
        String replayed = b.channel(FROM_A);
        ExclusivePublication replay = publish(a, FROM_A, 0);
        for (int i = 0; i < 20; i++) {
            offer(replay);
        }
        runUntil(() -> reader.received() == 20, 1 * SECONDS);
        ExclusivePublication live = publish(c, FROM_C, 20 * FRAME_LENGTH);
        for (int i = 0; i < 10; i++) {
            offer(live);
            offer(replay);
        }
        runUntil(() -> image().activeTransportCount() == 2, 1 * SECONDS);

        b.removeDestination(reader.subscription(), replayed);
        replay.close();
        for (int i = 0; i < 30; i++) {
            offer(live);
        }
        runUntil(() -> reader.received() == 60, 1 * SECONDS);

        run(12 * SECONDS);
        assertThat(reader.received()).isEqualTo(60);
        assertThat(image().activeTransportCount()).isEqualTo(1);
        assertThat(image().position()).isEqualTo(60 * FRAME_LENGTH);
    }

    /** Publishes the session to a port of B, which receives by it from now on. */
    private ExclusivePublication publish(SimulatedNode node, int port, int termOffset) {
        b.addDestination(reader.subscription(), b.channel(port));
        ExclusivePublication publication = node.publishExclusively(
                b.channel(port) + "|term-length=64k|session-id=7|init-term-id=5|term-id=5|term-offset=" + termOffset,
                STREAM);
        runUntil(publication::isConnected, 1 * SECONDS);
        return publication;
    }

    private void offer(ExclusivePublication publication) {
        runUntil(() -> publication.offer(message, 0, LENGTH) > 0, 5 * SECONDS);
    }

    private Image image() {
        return reader.subscription().imageAtIndex(0);
    }

    private void run(long milliseconds) {
        simulation.run(Simulation.withinMs(milliseconds));
    }

    private void runUntil(BooleanSupplier condition, long milliseconds) {
        simulation.runUntil(condition, Simulation.withinMs(milliseconds));
    }
}
