package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.nak;
import static io.tradebus.core.simulation.Times.always;
import static io.tradebus.core.simulation.Times.once;
import static io.tradebus.core.simulation.Times.times;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;

/** How lost data comes after all, or is done without. See docs/wire-protocol.md, section 5. */
class RepairSimulationTest {
    private static final int FULL = 1376;

    @Test
    @Conformance({"WP-64", "WP-65", "WP-70", "DB-60"})
    void repairsOneLostDatagram() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.network().drop(data().at(1408), once());

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 10);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    0.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    0.550 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    """);
        }
    }

    @Test
    @Conformance({"WP-65", "WP-71"})
    void asksAgainUntilTheSenderTakesItForANewRequest() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|nak-delay=20us");
            stage.network().drop(data().at(1408), times(2));

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 20);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    0.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (lost)
                    3.000 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    5.000 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    7.000 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    9.000 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    11.000 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    11.100 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    """);
        }
    }

    @Test
    @Conformance("WP-64")
    void repeatsARequestThatWasLost() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|nak-delay=5us");
            stage.network().drop(data().at(0), once());
            stage.network().drop(nak(), once());

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 10);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=0 range=1408  (lost)
                    1.200 ms  B -> A  NAK   session=7 stream=10 term=5 offset=0 range=1408
                    1.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    """);
        }
    }

    @Test
    @Conformance({"WP-69", "WP-20"})
    void findsOutByAHeartbeatThatTheLastDatagramIsMissing() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.network().drop(data().at(2816), once());

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 110);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40  (lost)
                    100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=4224
                    100.150 ms  B -> A  NAK   session=7 stream=10 term=5 offset=2816 range=1408
                    100.250 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    100.250 ms  B -> A  NAK   session=7 stream=10 term=5 offset=2816 range=1408
                    """);
        }
    }

    /**
     * Padding goes on to the end of the term, and so beyond what the receiver lets the sender send, and all heartbeats do after it.
     */
    @Test
    @Conformance({"WP-17", "WP-24"})
    void findsOutByAHeartbeatBehindPaddingThatAllBeforeItIsMissing() {
        int frame = 1024;
        int payload = frame - DataFrame.HEADER_LENGTH;
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            for (int i = 0; i < 30; i++) {
                stage.offer(payload);
                stage.run(1);
            }
            // The last SM said 27 frames, half a term from there is 59 of them.
            stage.network().drop(data(), always());
            assertThat(stage.offerAll(28, payload)).isEqualTo(28);
            stage.offer(payload / 2);
            assertThat(stage.offerAll(1, 8 * frame - 256)).as("pads").isZero();
            stage.run(300);
            assertThat(stage.node("A")
                            .counter(
                                    CounterType.SENDER_POSITION,
                                    stage.publication().registrationId()))
                    .isEqualTo(stage.publication().termBufferLength());
            assertThat(reader.received()).isEqualTo(30);

            stage.network().forgetFaults();
            stage.runUntil(() -> reader.received() == 59, 500);
            stage.offer(8 * frame - 256);
            stage.runUntil(() -> reader.received() == 60, 500);

            assertThat(reader.subscription().imageCount()).isEqualTo(1);
            assertThat(reader.subscription().imageAtIndex(0).joinPosition()).isZero();
        }
    }

    @Test
    @Conformance({"WP-64", "WP-72"})
    void asksForSeveralGapsAtTheSameTime() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|nak-outstanding=8");
            stage.network().drop(data().at(0).or(data().at(2816)), times(2));
            stage.network().drop(data().at(5632), once());

            stage.offerAll(7, FULL);
            stage.runUntil(() -> reader.received() == 7, 10);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=4224 length=1408
                    0.350 ms  A -> B  DATA  session=7 stream=10 term=5 offset=5632 length=1408  (lost)
                    0.350 ms  A -> B  DATA  session=7 stream=10 term=5 offset=7040 length=1408
                    0.350 ms  A -> B  DATA  session=7 stream=10 term=5 offset=8448 length=1408
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=2816 range=1408
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=0 range=1408
                    0.500 ms  B -> A  NAK   session=7 stream=10 term=5 offset=5632 range=1408
                    0.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408
                    0.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408
                    0.550 ms  B -> A  NAK   session=7 stream=10 term=5 offset=0 range=1408
                    0.600 ms  A -> B  DATA  session=7 stream=10 term=5 offset=5632 length=1408
                    0.650 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408
                    """);
        }
    }

    @Test
    @Conformance("WP-64")
    void asksForOneGapAfterTheOtherWhenToldTo() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|nak-outstanding=1");
            stage.network().drop(data().at(0).or(data().at(2816)), times(2));

            stage.offer(4 * FULL);
            stage.runUntil(() -> reader.received() == 1, 10);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x0  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=4224 length=1408 flags=0x40
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=0 range=1408
                    0.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    0.550 ms  B -> A  NAK   session=7 stream=10 term=5 offset=0 range=1408
                    0.700 ms  B -> A  NAK   session=7 stream=10 term=5 offset=2816 range=1408
                    0.800 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x0
                    0.800 ms  B -> A  NAK   session=7 stream=10 term=5 offset=2816 range=1408
                    """);
        }
    }

    @Test
    @Conformance({"WP-76", "DB-59"})
    void doesWithoutWhatIsLostOfAnUnreliableStream() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|reliable=false");
            stage.network().drop(data().at(1408), once());

            for (int i = 0; i < 3; i++) {
                stage.offer(FULL);
            }
            stage.runUntil(() -> reader.received() == 2, 1);

            assertThat(stage.node("B").counter(SystemCounter.LOSS_GAP_FILLS)).isEqualTo(1);
            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408
                    """);
        }
    }

    @Test
    @Conformance("WP-68")
    void doesNotAskForWhatIsOnlyLate() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "|nak-delay=1ms");
            stage.network().delay(data().at(1408), once(), 400_000);

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 1);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (late)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    """);
        }
    }

    @Test
    @Conformance("WP-26")
    void takesWhatComesTwiceOnce() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.network().duplicate(data(), always());

            for (int i = 0; i < 5; i++) {
                stage.offer(FULL);
            }
            stage.run(300);

            assertThat(reader.received()).isEqualTo(5);
            assertThat(stage.transcript().count(nak())).isZero();
        }
    }

    @Test
    @Conformance({"WP-44", "WP-66"})
    void repairsForAWholeGroupWhatOneOfItHasAskedFor() {
        try (Stage stage = Stage.multicast()) {
            Reader b = stage.connect("", "");
            Reader c = stage.read("C", "");
            stage.runUntil(() -> c.subscription().isConnected(), 300);
            stage.run(5);
            stage.transcript().clear();
            stage.network().drop(data().at(1408), times(2));

            stage.offer(3 * FULL);
            stage.runUntil(() -> b.received() == 1 && c.received() == 1, 20);

            assertThat(stage.transcript()).hasToString("""
                    106.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    106.000 ms  A -> C  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    106.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (lost)
                    106.000 ms  A -> C  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (lost)
                    106.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    106.000 ms  A -> C  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    108.000 ms  C -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    108.100 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    108.100 ms  A -> C  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    """);
        }
    }

    @Test
    @Conformance("WP-67")
    void asksLikeASingleReceiverWhenToldThatThereIsNoGroup() {
        try (Stage stage = Stage.multicast()) {
            Reader reader = stage.connect("", "|group=false");
            stage.network().drop(data().at(1408), once());

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 1);

            assertThat(stage.transcript()).hasToString("""
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=1408 flags=0x80
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0  (lost)
                    0.300 ms  A -> B  DATA  session=7 stream=10 term=5 offset=2816 length=1408 flags=0x40
                    0.450 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    0.550 ms  A -> B  DATA  session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0
                    0.550 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
                    """);
        }
    }

    @Test
    @Conformance({"WP-24", "WP-27", "WP-11"})
    void dropsWhatIsDamagedAndAsksForIt() {
        try (Stage stage = Stage.unicast()) {
            Reader reader = stage.connect("", "");
            stage.network().damage(data(), times(3));

            stage.offer(3 * FULL);
            stage.runUntil(() -> reader.received() == 1, 150);

            assertThat(reader.receivedBytes()).isEqualTo(3 * FULL);
            assertThat(stage.node("B").takeErrors()).isEmpty();
        }
    }
}
