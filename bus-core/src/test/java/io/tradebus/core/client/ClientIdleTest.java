package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.OperationSuccessEvent;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the thread of a client may sleep. */
class ClientIdleTest {
    private static final long MS = 1_000_000;
    private static final long IDLE_SLEEP = ClientTimeouts.DEFAULT.idleSleepNs();
    private static final long LONGEST = 250 * MS;

    @TempDir
    private Path directory;

    private ConductorFixture fixture(long livenessNs, ClientTimeouts timeouts) {
        FakeDriver driver = new FakeDriver(directory, livenessNs);
        ConductorFixture fixture =
                new ConductorFixture(driver, ClientConfig.defaults(directory).withTimeouts(timeouts));
        fixture.wakeups.isDriverHere(true);
        return fixture;
    }

    private ConductorFixture fixture() {
        return fixture(FakeDriver.CLIENT_LIVENESS_NS, ClientTimeouts.DEFAULT);
    }

    @Test
    void sleepsShortlyWhereNobodyWakesIt() {
        try (ConductorFixture fixture = fixture()) {
            fixture.wakeups.isDriverHere(false);

            assertThat(fixture.conductor.idleNs()).isEqualTo(IDLE_SLEEP);
        }
    }

    @Test
    void sleepsToItsNextSignOfLifeWhereTheDriverWakesIt() {
        try (ConductorFixture fixture = fixture()) {
            assertThat(fixture.conductor.idleNs()).isEqualTo(LONGEST);
            fixture.cycleWithLivingDriverAfter(400);
            assertThat(fixture.conductor.idleNs()).isEqualTo(100 * MS + 1);
            fixture.cycleWithLivingDriverAfter(99);
            assertThat(fixture.conductor.idleNs()).as("no shorter than without").isEqualTo(IDLE_SLEEP);

            fixture.cycleWithLivingDriverAfter(17);

            assertThat(fixture.conductor.idleNs()).as("it has given one").isEqualTo(LONGEST);
        }
    }

    /** Given up after 600 ms without one. */
    @Test
    void givesItsSignsOfLifeInTimeWhereThatIsShort() {
        try (ConductorFixture fixture = fixture(600 * MS, ClientTimeouts.DEFAULT)) {
            assertThat(fixture.conductor.idleNs()).isEqualTo(150 * MS);
            long awakeNs = 0;
            int heartbeat = fixture.driver.allocateHeartbeat(fixture.conductor.clientId());
            long lastMs = 0;
            for (int i = 0; i < 100; i++) {
                long sleepMs = TimeUnit.NANOSECONDS.toMillis(fixture.conductor.idleNs()) + 1;
                fixture.cycleWithLivingDriverAfter(sleepMs);
                awakeNs += sleepMs;
                long heartbeatMs = fixture.driver.counters.getCounterValue(heartbeat);
                if (i > 10) {
                    assertThat(heartbeatMs - lastMs)
                            .as("between two signs of life")
                            .isLessThan(550);
                }
                lastMs = heartbeatMs;
            }
            assertThat(awakeNs).isGreaterThan(5_000);
            assertThat(fixture.conductor.isAttached()).isTrue();
        }
    }

    @Test
    void sleepsAsBeforeWhereItsTimesAreShorterThanItsSleep() {
        ClientTimeouts timeouts = ClientTimeouts.DEFAULT.withKeepAliveIntervalNs(5 * MS);
        try (ConductorFixture fixture = fixture(20 * MS, timeouts)) {
            assertThat(fixture.conductor.idleNs()).isEqualTo(IDLE_SLEEP);
        }
    }

    @Test
    void isNotHeldUpWhereItIsNotToSleep() {
        try (ConductorFixture fixture =
                fixture(FakeDriver.CLIENT_LIVENESS_NS, ClientTimeouts.DEFAULT.withIdleSleepNs(0))) {
            assertThat(fixture.conductor.idleNs()).isZero();
        }
    }

    @Test
    void looksOftenUntilALogIsUnmappedThatNobodyUses() {
        try (ConductorFixture fixture = fixture()) {
            Publication publication = fixture.publication(true);
            assertThat(fixture.conductor.idleNs()).isGreaterThan(IDLE_SLEEP);
            publication.close();
            long id = fixture.driver.correlationIdOfCommand(CommandType.REMOVE_PUBLICATION);
            fixture.driver.send(EventType.ON_OPERATION_SUCCESS, buffer -> OperationSuccessEvent.write(buffer, 0, id));
            fixture.drain();
            assertThat(fixture.conductor.idleNs()).isEqualTo(IDLE_SLEEP);

            for (int i = 0; i < 40; i++) {
                fixture.cycleWithLivingDriverAfter(100);
            }

            assertThat(fixture.conductor.idleNs()).isGreaterThan(IDLE_SLEEP);
        }
    }

    @Test
    void looksOftenWhileItHasNoDriver() {
        try (ConductorFixture fixture = fixture()) {
            fixture.driver.ring.consumerHeartbeatTime(-1);
            fixture.cycleAfter(20);

            assertThat(fixture.conductor.isAttached()).isFalse();
            assertThat(fixture.conductor.idleNs()).isEqualTo(IDLE_SLEEP);
        }
    }
}
