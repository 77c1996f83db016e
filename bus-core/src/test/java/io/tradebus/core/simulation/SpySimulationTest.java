package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.setup;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Publication;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;

/** Spies beside receivers on the network, and in their place. See docs/driver-behaviour.md#spies. */
class SpySimulationTest {
    private static final int FULL = 1376;
    private static final int FRAME = 1408;
    private static final int WINDOW = 32 << 10;

    @Test
    @Conformance("DB-31")
    void aSlowSpyHoldsThePublisherUpThoughAllWasReceived() {
        try (Stage stage = Stage.unicast()) {
            Reader spy = stage.spy("");
            Reader reader = stage.connect("", "");
            spy.setReading(false);

            publishWhilePossible(stage, 40);
            int accepted = reader.received();
            assertThat(accepted).isEqualTo(WINDOW / FRAME + 1);
            spy.setReading(true);
            publishWhilePossible(stage, 40 - accepted);

            assertThat(reader.received()).isEqualTo(40);
            assertThat(spy.received()).isEqualTo(40);
        }
    }

    @Test
    @Conformance({"WP-62", "DB-79"})
    void spiesAloneTakeWhatIsPublishedAndNothingIsSent() {
        try (Stage stage = Stage.unicast()) {
            Reader fast = stage.spy("");
            Reader slow = stage.spy("|alias=slow");
            Publication publication = stage.publish("|ssc=true");
            stage.runUntil(publication::isConnected, 10);
            slow.setReading(false);

            publishWhilePossible(stage, 40);
            assertThat(fast.received()).isEqualTo(WINDOW / FRAME + 1);
            assertThat(senderPosition(stage)).isEqualTo((long) fast.received() * FRAME);
            slow.setReading(true);
            publishWhilePossible(stage, 40 - fast.received());

            assertThat(fast.received()).isEqualTo(40);
            assertThat(slow.received()).isEqualTo(40);
            assertThat(stage.transcript().text(data())).isEmpty();
            assertThat(stage.transcript().text(setup())).contains("offset=0").contains("offset=" + 24 * FRAME);
        }
    }

    @Test
    @Conformance("WP-62")
    void aReceiverThatComesJoinsWhereTheFastestSpyIs() {
        try (Stage stage = Stage.unicast()) {
            Reader spy = stage.spy("");
            Publication publication = stage.publish("|ssc=true");
            stage.runUntil(publication::isConnected, 10);
            publishWhilePossible(stage, 10);

            Reader reader = stage.read("B", "");
            stage.runUntil(() -> reader.subscription().imageCount() == 1, 200);
            assertThat(reader.subscription().imageAtIndex(0).joinPosition()).isEqualTo(10 * FRAME);
            stage.run(10);
            publishWhilePossible(stage, 10);

            assertThat(reader.received()).isEqualTo(10);
            assertThat(spy.received()).isEqualTo(20);
            assertThat(stage.transcript().text(data().at(10 * FRAME))).contains("A -> B  DATA");
        }
    }

    @Test
    @Conformance({"DB-42", "DB-79"})
    void whenTheLastReceiverFallsSilentTheStreamGoesOnForTheSpies() {
        try (Stage stage = Stage.unicast()) {
            Reader spy = stage.spy("");
            Reader reader = stage.connect("|ssc=true", "");
            publishWhilePossible(stage, 10);
            assertThat(reader.received()).isEqualTo(10);
            stage.node("B").crash();

            publishWhilePossible(stage, 1_000);
            int before = spy.received();
            assertThat(before).isLessThan(100);
            assertThat(stage.offerAll(1, FULL)).isZero();
            stage.runUntil(() -> stage.offerAll(1, FULL) == 1, 6_000);
            publishWhilePossible(stage, 100);

            assertThat(spy.received()).isEqualTo(before + 101);
            assertThat(stage.publication().isConnected()).isTrue();
        }
    }

    private static void publishWhilePossible(Stage stage, int count) {
        int left = count;
        for (int i = 0; i < 200; i++) {
            left -= stage.offerAll(Math.min(left, 5), FULL);
            stage.run(1);
        }
    }

    private static long senderPosition(Stage stage) {
        return stage.node("A")
                .counter(CounterType.SENDER_POSITION, stage.publication().registrationId());
    }
}
