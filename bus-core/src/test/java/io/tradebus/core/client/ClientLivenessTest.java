package io.tradebus.core.client;

import static io.tradebus.core.client.ConductorFixture.CHANNEL;
import static io.tradebus.core.client.ConductorFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.format.control.ClientTimeoutEvent;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.OperationSuccessEvent;
import io.tradebus.core.support.Conformance;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a client and its driver notice each other's end. */
class ClientLivenessTest {
    @TempDir
    private Path directory;

    private ConductorFixture fixture;
    private FakeDriver driver;
    private ClientConductor conductor;

    @BeforeEach
    void connect() {
        fixture = new ConductorFixture(directory);
        driver = fixture.driver;
        conductor = fixture.conductor;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @Conformance("SM-86")
    void storesItsHeartbeatAndIntroducesItselfOnce() {
        fixture.cycleWithLivingDriverAfter(501);
        int heartbeat = driver.allocateHeartbeat(conductor.clientId());
        String allocated = driver.counters.getCounterLabel(heartbeat);

        fixture.cycleWithLivingDriverAfter(501);
        assertThat(driver.counters.getCounterValue(heartbeat)).isEqualTo(fixture.nowMs);
        String introduced = driver.counters.getCounterLabel(heartbeat);
        assertThat(introduced).startsWith(allocated + " name=test version=");

        fixture.cycleWithLivingDriverAfter(400);
        assertThat(driver.counters.getCounterValue(heartbeat)).isEqualTo(fixture.nowMs - 400);
        fixture.cycleWithLivingDriverAfter(101);
        assertThat(driver.counters.getCounterValue(heartbeat)).isEqualTo(fixture.nowMs);
        assertThat(driver.counters.getCounterLabel(heartbeat)).isEqualTo(introduced);
        assertThat(driver.commands()).as("no other sign of life").isEmpty();
    }

    @Test
    void needsNoHeartbeatBeforeItAddedAnything() {
        for (int i = 0; i < 100; i++) {
            fixture.cycleWithLivingDriverAfter(600);
        }

        assertThat(conductor.isClosed()).isFalse();
        assertThat(fixture.errors).isEmpty();
    }

    @Test
    void closesItselfWhenItsHeartbeatCounterIsGone() {
        int heartbeat = driver.allocateHeartbeat(conductor.clientId());
        fixture.cycleWithLivingDriverAfter(501);
        driver.counters.free(heartbeat);
        driver.allocateHeartbeat(conductor.clientId() + 1);

        fixture.cycleWithLivingDriverAfter(501);

        assertClosedWith("took back the heartbeat counter");
    }

    @Test
    @Conformance("SM-88")
    void closesEverythingWhenTheDriverHasStopped() {
        Publication publication = fixture.publication(false);
        Subscription subscription = fixture.subscription();
        fixture.sendImage(subscription, 50, driver.createLog(50), 0);
        fixture.drain();
        Image image = subscription.imageAtIndex(0);
        long pending = conductor.requests().addPublication(CHANNEL, STREAM, false);
        driver.ring.consumerHeartbeatTime(-1);

        fixture.cycleAfter(501);

        assertClosedWith("has been shut down");
        assertThat(fixture.closeCauses.get(0)).isInstanceOf(DriverUnavailableException.class);
        assertThat(publication.offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(Publication.CLOSED);
        assertThat(image.isClosed()).isTrue();
        assertThat(fixture.told).containsExactly("available 50", "unavailable 50 closed");
        assertThatThrownBy(() -> conductor.requests().findPublication(pending))
                .isInstanceOf(BusException.class)
                .hasMessageContaining("has been shut down")
                .hasCause(fixture.closeCauses.get(0));
    }

    @Test
    @Conformance("SM-88")
    void closesEverythingWhenTheDriverHasDied() {
        for (int i = 0; i < 19; i++) {
            fixture.cycleAfter(501);
        }
        assertThat(conductor.isClosed()).as("9.5 seconds").isFalse();

        fixture.cycleAfter(501);

        assertClosedWith("has died");
        assertThat(((DriverUnavailableException) fixture.closeCauses.get(0)).heartbeatAgeMs())
                .isEqualTo(20 * 501);
    }

    @Test
    @Conformance("SM-89")
    void closesItselfWhenItWasNotServicedInTime() {
        driver.ring.consumerHeartbeatTime(Long.MAX_VALUE / 2);
        fixture.cycleAfter(10_000);
        assertThat(conductor.isClosed()).isFalse();

        fixture.cycleAfter(10_001);

        assertClosedWith("not serviced for 10001 ms");
    }

    @Test
    void closesItselfWhenTheDriverHasGivenItUp() {
        driver.send(
                EventType.ON_CLIENT_TIMEOUT, buffer -> ClientTimeoutEvent.write(buffer, 0, conductor.clientId() + 1));
        fixture.drain();
        assertThat(conductor.isClosed()).isFalse();

        driver.send(EventType.ON_CLIENT_TIMEOUT, buffer -> ClientTimeoutEvent.write(buffer, 0, conductor.clientId()));
        fixture.drain();

        assertClosedWith("has given client " + conductor.clientId() + " up");
    }

    @Test
    @Conformance("SM-23")
    void closesItselfWhenEventsWereOverwrittenBeforeItReadThem() {
        driver.send(EventType.ON_OPERATION_SUCCESS, buffer -> OperationSuccessEvent.write(buffer, 0, 4711));
        for (int i = 0; i < (1 << 20) / 16 + 1; i++) {
            driver.send(EventType.ON_OPERATION_SUCCESS, buffer -> OperationSuccessEvent.write(buffer, 0, 4711));
        }

        fixture.drain();

        assertClosedWith("could not keep up");
    }

    @Test
    void keepsLogsMappedForAWhileAfterItClosedItself() {
        Publication publication = fixture.publication(false);
        UnsafeBuffer term = publication.log().buffers().terms()[0];
        driver.ring.consumerHeartbeatTime(-1);
        fixture.cycleAfter(501);
        assertThat(conductor.isClosed()).isTrue();

        fixture.cycleAfter(2999);
        assertThat(term.capacity()).isEqualTo(FakeDriver.TERM_LENGTH);
        fixture.cycleAfter(20);
        assertThat(term.capacity()).isZero();
    }

    @Test
    @Conformance("SM-22")
    void ignoresTheLastEventThatWasSentBeforeItCame(@TempDir Path another) {
        FakeDriver older = new FakeDriver(another);
        older.send(EventType.ON_OPERATION_SUCCESS, buffer -> OperationSuccessEvent.write(buffer, 0, 3));
        older.send(EventType.ON_OPERATION_SUCCESS, buffer -> OperationSuccessEvent.write(buffer, 0, 4));
        try (ConductorFixture late = new ConductorFixture(older, another)) {
            assertThat(late.cycleAfter(0)).as("the last event again").isEqualTo(1);
            assertThat(late.cycleAfter(0)).isZero();
            assertThat(late.errors).isEmpty();

            assertThat(late.subscription()).isNotNull();
        }
    }

    private void assertClosedWith(String problem) {
        assertThat(conductor.isClosed()).isTrue();
        assertThat(fixture.closeCauses).hasSize(1);
        assertThat(fixture.closeCauses.get(0)).hasMessageContaining(problem);
        assertThat(fixture.errors).isEmpty();
        assertThatThrownBy(() -> conductor.requests().addPublication(CHANNEL, STREAM, false))
                .isInstanceOf(BusException.class)
                .hasMessageContaining(problem);
        fixture.cycleAfter(1);
        assertThat(fixture.closeCauses).as("told once").hasSize(1);
    }
}
