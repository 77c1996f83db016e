package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.heartbeat;
import static io.tradebus.core.simulation.DatagramFilter.setup;
import static io.tradebus.core.simulation.DatagramFilter.setupRequest;
import static io.tradebus.core.simulation.DatagramFilter.statusMessage;
import static io.tradebus.core.simulation.Times.once;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Publication;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;

/** How a stream is set up, and how both sides show that they are there. See docs/wire-protocol.md, section 3. */
class SetUpSimulationTest {
    @Test
    @Conformance({"WP-30", "WP-31", "WP-39", "WP-63", "DB-39"})
    void setsUpAStreamAndSendsWhatIsPublished() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.read("B", "");
            Publication publication = stage.publish("");

            stage.runUntil(publication::isConnected, 1);
            stage.offer(68);
            stage.runUntil(() -> reader.received() == 1, 1);

            assertThat(stage.transcript()).hasToString("""
                    0.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    0.150 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=128
                    """);
        }
    }

    @Test
    @Conformance({"WP-30", "DB-33"})
    void offersAStreamAgainAndAgainUntilSomebodyReadsIt() {
        try (Stage stage = Stage.unicast()) {
            Publication publication = stage.publish("");

            stage.run(250);
            assertThat(publication.isConnected()).isFalse();
            stage.read("B", "");
            stage.runUntil(publication::isConnected, 100);

            assertThat(stage.transcript()).hasToString("""
                    0.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    100.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    200.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    300.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    300.150 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    """);
        }
    }

    @Test
    @Conformance("WP-30")
    void offersAStreamAgainWhenTheOfferWasLost() {
        try (Stage stage = Stage.unicast()) {
            stage.network().drop(setup(), once());
            stage.read("B", "");
            Publication publication = stage.publish("");

            stage.runUntil(publication::isConnected, 110);

            assertThat(stage.transcript()).hasToString("""
                    0.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0  (lost)
                    100.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    100.150 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    """);
        }
    }

    @Test
    @Conformance({"WP-30", "WP-40"})
    void repeatsAnAnswerThatWasLost() {
        try (Stage stage = Stage.unicast()) {
            stage.network().drop(statusMessage(), once());
            stage.read("B", "");
            Publication publication = stage.publish("");

            stage.runUntil(publication::isConnected, 210);

            assertThat(stage.transcript()).hasToString("""
                    0.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    0.150 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768  (lost)
                    100.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    200.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    200.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    """);
        }
    }

    @Test
    @Conformance({"WP-20", "WP-21", "WP-40", "DB-39", "DB-61"})
    void showsThatBothSidesAreThereWhenNothingIsPublished() {
        try (Stage stage = Stage.unicast()) {
            stage.connect("", "");
            stage.offer(68);

            stage.run(500);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=128
                    100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    200.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    200.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    300.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    400.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    400.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    500.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    """);
        }
    }

    @Test
    @Conformance({"WP-32", "WP-34", "WP-36", "WP-37", "WP-38", "WP-44", "DB-39"})
    void letsAReceiverJoinLate() {
        try (Stage stage = Stage.multicast()) {
            Reader early = stage.connect("", "");
            stage.offer(68);
            stage.run(20);
            stage.transcript().clear();

            Reader late = stage.read("C", "");
            stage.runUntil(() -> late.subscription().isConnected(), 300);
            stage.offer(100);
            stage.runUntil(() -> late.received() == 1, 1);

            assertThat(early.received()).isEqualTo(2);
            assertThat(stage.transcript()).hasToString("""
                    100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                    100.000 ms  A -> C  HEARTBEAT session=7 stream=10 term=5 offset=128
                    100.100 ms  C -> A  SM    session=7 stream=10 term=0 offset=0 window=0 flags=0x80
                    100.250 ms  A -> B  SETUP offset=128 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x40
                    100.250 ms  A -> C  SETUP offset=128 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x40
                    100.400 ms  A -> B  DATA  session=7 stream=10 term=5 offset=128 length=160
                    100.400 ms  A -> C  DATA  session=7 stream=10 term=5 offset=128 length=160
                    100.400 ms  C -> A  SM    session=7 stream=10 term=5 offset=128 window=32768
                    """);
        }
    }

    @Test
    @Conformance({"WP-34", "WP-37"})
    void asksAgainForAnOfferThatWasLost() {
        try (Stage stage = Stage.multicast()) {
            stage.connect("", "");
            stage.network().drop(setupRequest(), once());

            Reader late = stage.read("C", "");
            stage.runUntil(() -> late.subscription().isConnected(), 1_400);

            assertThat(stage.transcript().text(setup().or(setupRequest()))).isEqualTo("""
                    0.400 ms  C -> A  SM    session=7 stream=10 term=0 offset=0 window=0 flags=0x80  (lost)
                    1100.100 ms  C -> A  SM    session=7 stream=10 term=0 offset=0 window=0 flags=0x80
                    1100.250 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x40
                    1100.250 ms  A -> C  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x40
                    """);
        }
    }

    @Test
    @Conformance({"WP-45", "DB-65"})
    void takesNoStreamWhoseDatagramsAreLongerThanItsWindow() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.read("B", "|rcv-wnd=4096");
            Publication publication = stage.publish("|mtu=8192");

            stage.run(150);

            assertThat(publication.isConnected()).isFalse();
            assertThat(reader.subscription().imageCount()).isZero();
            assertThat(stage.transcript().count(statusMessage())).isZero();
            assertThat(stage.node("B").takeErrors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error).hasMessageContaining("mtuLength=8192"));
        }
    }

    @Test
    @Conformance("WP-46")
    void leavesOtherSessionsAlone() {
        try (Stage stage = Stage.unicast()) {
            Reader other = stage.read("B", "|session-id=8");
            Reader reader = stage.read("B", "|session-id=7");
            Publication publication = stage.publish("");

            stage.runUntil(publication::isConnected, 1);
            stage.offer(68);
            stage.runUntil(() -> reader.received() == 1, 1);

            assertThat(other.subscription().imageCount()).isZero();
            assertThat(stage.transcript().count(heartbeat())).isZero();
        }
    }

    @Test
    @Conformance({"WP-41", "DB-61"})
    void saysHowFarItIsAfterEachQuarterOfTheWindow() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|rcv-wnd=16384");

            for (int i = 0; i < 9; i++) {
                stage.offer(1376);
                stage.run(1);
            }

            assertThat(reader.received()).isEqualTo(9);
            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408
                    1.600 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408
                    3.200 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408
                    3.400 ms  B -> A  SM    session=7 stream=10 term=5 offset=4224 window=16384
                    4.800 ms  A -> B  DATA  session=7 stream=10 term=5 offset=4224 length=1408
                    6.400 ms  A -> B  DATA  session=7 stream=10 term=5 offset=5632 length=1408
                    8.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=7040 length=1408
                    8.200 ms  B -> A  SM    session=7 stream=10 term=5 offset=8448 window=16384
                    9.600 ms  A -> B  DATA  session=7 stream=10 term=5 offset=8448 length=1408
                    11.200 ms  A -> B  DATA  session=7 stream=10 term=5 offset=9856 length=1408
                    12.800 ms  A -> B  DATA  session=7 stream=10 term=5 offset=11264 length=1408
                    13.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=12672 window=16384
                    """);
        }
    }
}
