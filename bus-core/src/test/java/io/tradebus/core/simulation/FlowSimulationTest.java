package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.rtt;
import static io.tradebus.core.simulation.DatagramFilter.statusMessage;
import static io.tradebus.core.simulation.Times.once;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Publication;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;

/** How receivers slow a sender down. See docs/wire-protocol.md, sections 4 and 6. */
class FlowSimulationTest {
    private static final int FULL = 1376;
    private static final int WINDOW = 16 << 10;
    private static final String WINDOW_OPTION = "|rcv-wnd=16384";

    @Test
    @Conformance({"WP-55", "WP-63", "DB-31"})
    void waitsForTheOnlyReceiver() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", WINDOW_OPTION);
            reader.setReading(false);
            int published = stage.offerAll(20, FULL);
            stage.run(20);
            long before = senderPosition(stage);

            reader.setReading(true);
            stage.runUntil(() -> reader.received() == published, 100);

            assertThat(published).isEqualTo(20);
            assertThat(before).isEqualTo(WINDOW / 1408 * 1408);
            assertThat(stage.transcript().text(statusMessage().or(data().at((int) before))))
                    .isEqualTo("""
                    21.100 ms  B -> A  SM    session=7 stream=10 term=5 offset=14080 window=16384
                    21.250 ms  A -> B  DATA  session=7 stream=10 term=5 offset=15488 length=1408
                    21.450 ms  B -> A  SM    session=7 stream=10 term=5 offset=21120 window=16384
                    """);
        }
    }

    @Test
    @Conformance("WP-55")
    void goesAheadWithTheFastestOfAGroup() {
        try (Stage stage = Stage.multicast()) {
            Reader slow = stage.connect("|fc=max", WINDOW_OPTION);
            Reader fast = join(stage, WINDOW_OPTION);
            slow.setReading(false);

            publishWhilePossible(stage, 20);

            assertThat(fast.received()).isEqualTo(20);
            assertThat(slow.received()).isZero();
        }
    }

    @Test
    @Conformance("WP-56")
    void waitsForTheSlowestOfAGroup() {
        try (Stage stage = Stage.multicast()) {
            Reader slow = stage.connect("|fc=min", WINDOW_OPTION);
            Reader fast = join(stage, WINDOW_OPTION);
            slow.setReading(false);

            publishWhilePossible(stage, 20);
            assertThat(senderPosition(stage)).isLessThanOrEqualTo(WINDOW);
            slow.setReading(true);
            publishWhilePossible(stage, 0);

            assertThat(fast.received()).isEqualTo(20);
            assertThat(slow.received()).isEqualTo(20);
        }
    }

    @Test
    @Conformance("WP-57")
    void goesOnWithoutAReceiverThatFellSilent() {
        try (Stage stage = Stage.multicast()) {
            stage.connect("|fc=min,t:2s", WINDOW_OPTION);
            Reader other = join(stage, WINDOW_OPTION);
            stage.node("B").crash();
            long crashNs = stage.simulation().clock().elapsedNs();

            stage.offerAll(20, FULL);
            stage.runUntil(() -> other.received() == 20, 3_000);

            assertThat(stage.simulation().clock().elapsedNs() - crashNs).isBetween(1_700_000_000L, 2_300_000_000L);
        }
    }

    @Test
    @Conformance("WP-57")
    void goesOnWithoutAReceiverThatSaysItGoes() {
        try (Stage stage = Stage.multicast()) {
            Reader slow = stage.connect("|fc=min", WINDOW_OPTION);
            Reader other = join(stage, WINDOW_OPTION);
            slow.setReading(false);
            stage.offerAll(20, FULL);
            stage.run(20);
            assertThat(other.received()).isLessThan(20);

            slow.subscription().close();
            stage.runUntil(() -> other.received() == 20, 300);

            assertThat(counter(stage, CounterType.FLOW_CONTROL_RECEIVERS)).isEqualTo(1);
        }
    }

    @Test
    @Conformance("WP-58")
    void waitsOnlyForReceiversWithTheTag() {
        try (Stage stage = Stage.multicast()) {
            Reader untagged = stage.connect("|fc=tagged,g:101", WINDOW_OPTION);
            Reader tagged = join(stage, WINDOW_OPTION + "|gtag=101");
            untagged.setReading(false);

            publishWhilePossible(stage, 20);
            assertThat(tagged.received()).isEqualTo(20);
            tagged.setReading(false);
            long before = senderPosition(stage);
            publishWhilePossible(stage, 20);

            assertThat(senderPosition(stage)).isLessThanOrEqualTo(before + WINDOW);
            assertThat(stage.transcript().text(statusMessage().from("C"))).contains("groupTag=101");
        }
    }

    @Test
    @Conformance({"WP-59", "DB-31"})
    void isNotConnectedBeforeThereAreAsManyReceiversAsRequired() {
        try (Stage stage = Stage.multicast()) {
            stage.read("B", "");
            Publication publication = stage.publish("|fc=min,g:/2");
            stage.run(500);
            assertThat(publication.isConnected()).isFalse();

            stage.read("C", "");
            stage.runUntil(publication::isConnected, 1_500);

            assertThat(counter(stage, CounterType.FLOW_CONTROL_RECEIVERS)).isEqualTo(2);
        }
    }

    @Test
    @Conformance({"WP-52", "WP-53", "WP-80"})
    void measuresTheRoundTripWhenToldTo() {
        try (Stage stage = Stage.unicast(FlowSimulationTest::measuring)) {
            Publication publication = stage.publish("");

            stage.read("B", "|cc=cubic");
            stage.runUntil(publication::isConnected, 101);
            stage.run(1);

            assertThat(stage.transcript().text(rtt())).isEqualTo("""
                    0.150 ms  B -> A  RTTM  session=7 stream=10 flags=0x80
                    0.250 ms  A -> B  RTTM  session=7 stream=10
                    """);
        }
    }

    @Test
    @Conformance({"WP-78", "WP-79"})
    void makesItsWindowSmallerWhenSomethingIsLost() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|cc=cubic|rcv-wnd=32768");
            stage.network().drop(data().at(1408), once());

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 10);

            assertThat(stage.transcript().text(statusMessage())).isEqualTo("""
                    0.400 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=21120
                    0.450 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=22528
                    """);
        }
    }

    @Test
    void sendsTheRestOfARunWhenThereIsRoomAgain() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.node("A").ports().setSendRoom(3_000);
            int published = stage.offerAll(6, FULL);
            stage.run(5);
            assertThat(reader.received()).isEqualTo(2);

            stage.node("A").ports().setSendRoom(Long.MAX_VALUE);
            stage.runUntil(() -> reader.received() == published, 5);

            assertThat(senderPosition(stage)).isEqualTo(6 * 1408);
        }
    }

    private static Reader join(Stage stage, String options) {
        Reader reader = stage.read("C", options);
        stage.runUntil(() -> reader.subscription().isConnected(), 300);
        stage.run(5);
        stage.transcript().clear();
        return reader;
    }

    /** Publishes messages as soon as they are taken, for so long that a sender that may go on has sent all. */
    private static void publishWhilePossible(Stage stage, int count) {
        int published = 0;
        for (int i = 0; i < 50; i++) {
            published += stage.offerAll(count - published, FULL);
            stage.run(1);
        }
    }

    private static long senderPosition(Stage stage) {
        return counter(stage, CounterType.SENDER_POSITION);
    }

    private static long counter(Stage stage, CounterType type) {
        return stage.node("A").counter(type, stage.publication().registrationId());
    }

    private static DriverConfig measuring(DriverConfig config) {
        return config.withNetwork(
                config.network().withCongestion(config.network().congestion().withCubicMeasureRtt(true)));
    }
}
