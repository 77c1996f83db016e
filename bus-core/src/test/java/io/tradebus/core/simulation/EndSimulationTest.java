package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.heartbeat;
import static io.tradebus.core.simulation.DatagramFilter.setup;
import static io.tradebus.core.simulation.DatagramFilter.setupRequest;
import static io.tradebus.core.simulation.DatagramFilter.statusMessage;
import static io.tradebus.core.simulation.Times.once;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Publication;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How streams end, by word or by silence, and what comes after. See docs/wire-protocol.md, sections 3.7 and 3.8. */
class EndSimulationTest {
    private static final int FULL = 1376;

    @Test
    @Conformance({"WP-22", "WP-48", "WP-50", "DB-35", "DB-36", "DB-51"})
    void endsWhenThePublicationIsClosedAndAllWasReceived() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.offer(68);
            stage.run(50);

            stage.publication().close();
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 3_000);

            assertThat(reader.received()).isEqualTo(1);
            assertThat(stage.transcript().toString()).startsWith("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=128
                    100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128 flags=0xe0
                    100.100 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768 flags=0x40
                    200.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128 flags=0xe0
                    300.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128 flags=0xe0
                    300.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768 flags=0x40
                    """);
            List<Long> goodbyesNs = stage.transcript().timesNs(statusMessage());
            assertThat(goodbyesNs.get(goodbyesNs.size() - 1) - goodbyesNs.get(0))
                    .isGreaterThan(1_000_000_000L);
        }
    }

    @Test
    @Conformance({"WP-50", "DB-36"})
    void lingersForAGroupSinceOneOfItMayAskYet() {
        try (Stage stage = Stage.multicast()) {
            Reader reader = stage.connect("|linger=3s", "");
            stage.network().drop(data().at(2816), Times.times(2));
            stage.offer(3 * FULL);

            stage.publication().close();
            stage.runUntil(() -> reader.received() == 1, 2_500);
            stage.transcript().clear();
            stage.runUntil(() -> stage.node("A").ports().openCount() == 0, 7_000);

            assertThat(stage.transcript().timesNs(heartbeat()).get(0) / 1_000_000)
                    .isLessThan(1_300);
            assertThat(stage.simulation().clock().elapsedNs() / 1_000_000_000).isBetween(4L, 5L);
        }
    }

    @Test
    @Conformance({"WP-22", "WP-47", "DB-40", "DB-51"})
    void endsBySilenceWhenItMayNotSayThatItEnds() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("|eos=false", "");
            stage.offer(68);
            stage.run(50);

            stage.publication().close();
            stage.runUntil(() -> stage.node("A").ports().openCount() == 0, 8_000);
            long silentSinceMs = stage.simulation().clock().elapsedNs() / 1_000_000;
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 13_000);

            long endMs = stage.simulation().clock().elapsedNs() / 1_000_000;
            assertThat(endMs - silentSinceMs).isBetween(9_000L, 12_500L);
            assertThat(stage.transcript().text(heartbeat())).doesNotContain("flags=0xe0");
        }
    }

    @Test
    @Conformance({"WP-23", "DB-43"})
    void takesBackWhatIsRevoked() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            reader.setReading(false);
            stage.offer(68);
            stage.run(50);
            Image image = reader.subscription().imageAtIndex(0);

            stage.publication().revoke();
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 3_000);

            assertThat(reader.received()).isZero();
            assertThat(image.isRevoked()).isTrue();
            assertThat(stage.node("B").counter(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
            assertThat(stage.transcript().toString()).contains("""
                    1000.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    1000.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    1100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128 flags=0xf0
                    1100.100 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768 flags=0x40
                    1200.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128 flags=0xf0
                    """);
        }
    }

    @Test
    @Conformance({"WP-49", "DB-52"})
    void tellsTheSenderWhenNobodyReadsAnyMore() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");

            reader.subscription().close();
            stage.runUntil(() -> !stage.publication().isConnected(), 1);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=0
                    0.350 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768 flags=0x40
                    """);
        }
    }

    @Test
    @Conformance({"WP-61", "DB-42"})
    void isNotConnectedAnyMoreWhenTheReceiverFallsSilent() {
        try (Stage stage = Stage.unicast()) {
            stage.connect("", "");
            stage.run(300);
            long lastNs = stage.transcript().timesNs(statusMessage()).get(0);

            stage.network().cut("B", "A");
            stage.runUntil(() -> !stage.publication().isConnected(), 6_000);

            long silentMs = (stage.simulation().clock().elapsedNs() - lastNs) / 1_000_000;
            assertThat(silentMs).isBetween(5_000L, 5_010L);
        }
    }

    @Test
    @Conformance({"WP-47", "DB-51", "DB-66"})
    void givesAnImageUpAfterTenSecondsOfSilence() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.offer(68);
            stage.run(50);

            stage.node("A").crash();
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 13_000);

            assertThat(stage.simulation().clock().elapsedNs() / 1_000_000).isBetween(10_000L, 12_200L);
            assertThat(stage.transcript().timesNs(statusMessage()))
                    .allSatisfy(atNs -> assertThat(atNs).isLessThan(10_300_000_000L));
        }
    }

    @Test
    @Conformance({"WP-51", "DB-53"})
    void takesAStreamUpAgainAfterItsImageWasLost() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.offer(68);
            stage.run(50);
            stage.network().partition("A", "B");
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 13_000);
            stage.transcript().clear();

            stage.network().join("A", "B");
            stage.runUntil(() -> stage.publication().isConnected(), 3_000);
            stage.offer(100);
            stage.runUntil(() -> reader.received() == 2, 1);

            assertThat(stage.transcript().text(heartbeat().not())).isEqualTo("""
                    12100.100 ms  B -> A  SM    session=7 stream=10 term=0 offset=0 window=0 flags=0x80
                    12100.250 ms  A -> B  SETUP offset=128 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    12100.400 ms  B -> A  SM    session=7 stream=10 term=5 offset=128 window=32768
                    12100.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=128 length=160
                    """);
        }
    }

    @Test
    @Conformance({"WP-51", "DB-53"})
    void doesNotTakeItUpAgainWhenToldNotTo() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|rejoin=false");
            stage.network().partition("A", "B");
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 13_000);
            stage.transcript().clear();

            stage.network().join("A", "B");
            stage.run(3_000);

            assertThat(stage.publication().isConnected()).isFalse();
            assertThat(stage.transcript().count(statusMessage().or(setupRequest())))
                    .isZero();
        }
    }

    @Test
    void goesOnAfterAPartitionThatIsShort() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.network().partition("A", "B");
            int published = stage.offerAll(5, FULL);
            stage.run(3_000);
            assertThat(reader.received()).isZero();

            stage.network().join("A", "B");
            stage.runUntil(() -> reader.received() == published, 200);

            assertThat(stage.transcript().count(setup())).isZero();
        }
    }

    @Test
    void findsAReceiverThatWasRestarted() {
        try (Stage stage = Stage.unicast()) {
            stage.connect("", "");
            stage.offer(68);
            stage.run(50);
            stage.node("B").crash();
            stage.run(20);
            stage.transcript().clear();

            stage.node("B").start();
            Reader reader = stage.read("B", "");
            stage.runUntil(() -> reader.subscription().isConnected(), 300);
            stage.offer(100);
            stage.runUntil(() -> reader.received() == 1, 1);

            assertThat(stage.transcript()).hasToString("""
                    100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    100.100 ms  B -> A  SM    session=7 stream=10 term=0 offset=0 window=0 flags=0x80
                    100.250 ms  A -> B  SETUP offset=128 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    100.400 ms  A -> B  DATA  session=7 stream=10 term=5 offset=128 length=160
                    100.400 ms  B -> A  SM    session=7 stream=10 term=5 offset=128 window=32768
                    """);
        }
    }

    @Test
    void takesTheStreamOfASenderThatWasRestarted() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.offer(68);
            stage.run(50);
            stage.node("A").crash();
            stage.transcript().clear();

            stage.node("A").start();
            Publication publication = stage.node("A")
                    .publish(
                            stage.node("B").channel(Stage.PORT)
                                    + "|session-id=8|init-term-id=1|term-id=1|term-offset=0",
                            Stage.STREAM);
            stage.runUntil(publication::isConnected, 100);

            assertThat(reader.subscription().imageCount()).isEqualTo(2);
            assertThat(stage.transcript()).hasToString("""
                    51.000 ms  A -> B  SETUP offset=0 session=8 stream=10 initialTerm=1 term=1 termLength=65536 mtu=1408 ttl=0
                    51.150 ms  B -> A  SM    session=8 stream=10 term=1 offset=0 window=32768
                    """);
        }
    }

    @Test
    @Conformance({"WP-35", "DB-36"})
    void doesNotAskForAStreamThatEnds() {
        try (Stage stage = Stage.multicast()) {
            Reader reader = stage.connect("", "");
            stage.offer(68);
            stage.publication().close();
            stage.runUntil(() -> stage.transcript().text(heartbeat()).contains("flags=0xe0"), 3_000);

            Reader late = stage.read("C", "");
            stage.run(500);

            assertThat(late.subscription().imageCount()).isZero();
            assertThat(reader.received()).isEqualTo(1);
            assertThat(stage.transcript().count(setupRequest())).isZero();
        }
    }

    @Test
    @Conformance("WP-69")
    void asksForTheLastDatagramWhenTheStreamEnds() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.network().drop(data().at(2816), once());
            stage.offer(3 * FULL);
            ExclusivePublication publication = stage.publication();

            publication.close();
            stage.runUntil(() -> reader.subscription().imageCount() == 0, 4_000);

            assertThat(reader.received()).isEqualTo(1);
        }
    }
}
