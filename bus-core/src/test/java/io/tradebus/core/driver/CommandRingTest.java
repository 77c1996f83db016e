package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandRingTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance("SM-19")
    void oneCommandIsTakenInACycle() {
        client.nextSessionId(1);
        client.nextSessionId(2);

        driver.driver().invoker().invoke();
        assertThat(driver.events()).isEqualTo("ON_NEXT_AVAILABLE_SESSION_ID correlation=2 session=5000\n");

        driver.driver().invoker().invoke();
        assertThat(driver.events()).isEqualTo("ON_NEXT_AVAILABLE_SESSION_ID correlation=3 session=5001\n");
    }

    @Test
    @Conformance("SM-17")
    void whatWasTakenIsZeroed() {
        client.nextSessionId(1);
        int length = (int) driver.ring().producerPosition();
        driver.run();

        assertThat(driver.ring().consumerPosition()).isEqualTo(length);
        for (int i = 0; i < length; i++) {
            assertThat(driver.ring().buffer().getByte(i)).isZero();
        }
    }

    @Test
    @Conformance({"SM-18", "DB-20"})
    void aClaimOfADeadClientIsSkippedAfterTheLivenessTimeout() {
        driver.ring().tryClaim(CommandType.CLIENT_KEEPALIVE, 16);
        client.nextSessionId(1);
        driver.seconds(10);
        assertThat(driver.events()).isEmpty();
        assertThat(driver.counter(SystemCounter.UNBLOCKED_COMMANDS)).isZero();

        driver.seconds(2);

        assertThat(driver.counter(SystemCounter.UNBLOCKED_COMMANDS)).isEqualTo(1);
        assertThat(driver.events()).contains("ON_NEXT_AVAILABLE_SESSION_ID");
    }

    @Test
    void aClientThatBeginsAfterALongSilenceIsNotTakenForDead() {
        driver.seconds(30);
        int index = driver.ring().tryClaim(CommandType.GET_NEXT_AVAILABLE_SESSION_ID, 20);
        driver.seconds(2);
        assertThat(driver.counter(SystemCounter.UNBLOCKED_COMMANDS)).isZero();

        driver.ring().commit(index);
        driver.run();
        assertThat(driver.events()).contains("ON_NEXT_AVAILABLE_SESSION_ID");
    }

    @Test
    @Conformance({"SM-20", "DB-6"})
    void theHeartbeatMovesWithEachTimerPass() {
        assertThat(driver.control().heartbeatMs()).isEqualTo(driver.epochClock.time());

        driver.seconds(1);
        assertThat(driver.control().heartbeatMs()).isEqualTo(driver.epochClock.time());

        driver.seconds(1);
        assertThat(driver.control().heartbeatMs()).isEqualTo(driver.epochClock.time());
    }

    @Test
    @Conformance("DB-11")
    void cyclesAreTimedFromStartToStart() {
        driver.run();
        driver.nanoClock.advance(150_000_000);
        driver.run();
        driver.nanoClock.advance(90_000_000);
        driver.run();

        assertThat(driver.counter(SystemCounter.CONDUCTOR_MAX_CYCLE_TIME)).isEqualTo(150_000_000);
        assertThat(driver.counter(SystemCounter.CONDUCTOR_CYCLE_TIME_EXCEEDED)).isEqualTo(1);
        assertThat(driver.counters().getCounterLabel(26)).endsWith(": INVOKER");
        assertThat(driver.counters().getCounterLabel(27)).endsWith(": threshold=100ms INVOKER");
    }
}
