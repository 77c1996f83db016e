package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that rest are followed at once when they move again, at whatever moment that is. */
class RestingSimulationTest {
    private static final int ROUNDS = 10;
    private static final int QUIET_MS = 1_001;
    private static final int SOON_MS = 3;

    private final Stage stage = Stage.unicast();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void thePublisherMayGoOnAtOnceAfterAPause() {
        stage.connect("", "");
        for (int i = 0; i < ROUNDS; i++) {
            stage.run(QUIET_MS + i);
            long limit = stage.publication().positionLimit();

            stage.offer(1_000);
            stage.run(SOON_MS);

            assertThat(stage.publication().positionLimit()).as("round " + i).isGreaterThan(limit);
        }
    }

    @Test
    void theSenderHearsAtOnceWhatIsReadAfterAPause() {
        Reader reader = stage.connect("", "|rcv-wnd=16384");
        for (int i = 0; i < ROUNDS; i++) {
            stage.run(QUIET_MS + i);
            long limit = senderLimit();
            int received = reader.received();

            // More than the quarter of a window, after which there is a status message.
            int published = stage.offerAll(10, 1_000);
            stage.run(SOON_MS);

            assertThat(reader.received()).as("round " + i).isEqualTo(received + published);
            assertThat(senderLimit()).as("round " + i).isGreaterThan(limit + 4_096);
        }
    }

    private long senderLimit() {
        return stage.node("A")
                .counter(CounterType.SENDER_LIMIT, stage.publication().registrationId());
    }
}
