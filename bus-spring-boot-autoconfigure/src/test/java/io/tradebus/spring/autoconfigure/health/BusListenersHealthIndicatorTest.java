package io.tradebus.spring.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.FakeListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class BusListenersHealthIndicatorTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING, UP",
        "STARTING, RUNNING, UP",
        "PAUSED, PAUSED, UP",
        "STOPPED, STOPPED, UP",
        "DETACHED, DETACHED, UP",
        "HALTED, RUNNING, DOWN",
        "DETACHED, RUNNING, DOWN",
        "STOPPED, RUNNING, DOWN",
        "STOPPED, PAUSED, DOWN",
    })
    void isUpWhileAListenerDoesWhatItIsMeantTo(ListenerState state, ListenerState desired, String status) {
        assertThat(health(FakeListener.of("risk", state, desired)).getStatus()).isEqualTo(new Status(status));
    }

    @Test
    void isOutOfServiceOnceOneMessageHasBeenTriedForLong() {
        FakeListener retrying = FakeListener.of("risk", ListenerState.RETRYING, ListenerState.RUNNING);

        assertThat(health(retrying.failedAt(NOW.minusSeconds(30).toEpochMilli()))
                        .getStatus())
                .isEqualTo(Status.UP);
        assertThat(health(retrying.failedAt(NOW.minusSeconds(31).toEpochMilli()))
                        .getStatus())
                .isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void isAsBadAsTheWorstListener() {
        FakeListener slow = FakeListener.of("slow", ListenerState.RETRYING, ListenerState.RUNNING)
                .failedAt(0);
        FakeListener halted = FakeListener.of("halted", ListenerState.HALTED, ListenerState.RUNNING);
        FakeListener good = FakeListener.of("good", ListenerState.RUNNING, ListenerState.RUNNING);

        assertThat(health(good, halted, slow).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(slow, good).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysWhereAHaltedListenerStands() {
        Health health = health(
                FakeListener.of("risk", ListenerState.HALTED, ListenerState.RUNNING)
                        .failedAt(NOW.toEpochMilli()),
                FakeListener.of("audit", ListenerState.PAUSED, ListenerState.PAUSED));

        assertThat(health.getDetails())
                .containsEntry("audit", "paused")
                .containsEntry(
                        "risk",
                        Map.of(
                                "state", "halted",
                                "desired", "running",
                                "stream", "orders",
                                "sessionId", 7,
                                "position", 128L,
                                "attempt", 4,
                                "error", "java.lang.IllegalStateException: unknown account"));
    }

    @Test
    void saysWhichStreamNobodyPublishesAndStaysUp() {
        FakeListener silent = FakeListener.of("risk", ListenerState.RUNNING, ListenerState.RUNNING)
                .receiving(reception(true, "nothing has ever arrived"));
        FakeListener connected = FakeListener.of("audit", ListenerState.RUNNING, ListenerState.RUNNING)
                .receiving(reception(true, null));
        FakeListener local = FakeListener.of("local", ListenerState.RUNNING, ListenerState.RUNNING)
                .receiving(reception(false, "nobody publishes"));

        Health health = health(silent, connected, local);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry(
                        "risk",
                        Map.of("state", "running", "notConnected", Map.of("orders", "nothing has ever arrived")))
                .containsEntry("audit", "running")
                .containsEntry("local", "running");
    }

    private static ReceptionView reception(boolean isNetwork, @Nullable String because) {
        return new ReceptionView(
                "orders",
                isNetwork,
                "ACTIVE",
                List.of(),
                because == null ? null : new ConnectionDiagnosis(ConnectionDiagnosis.Reason.NOTHING_HEARD, because));
    }

    private static Health health(FakeListener... listeners) {
        Health health =
                new BusListenersHealthIndicator(FakeListener.registry(listeners), InstantSource.fixed(NOW)).health();
        assertThat(health).isNotNull();
        return health;
    }
}
