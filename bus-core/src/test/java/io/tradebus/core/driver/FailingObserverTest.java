package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.TerminationPolicy;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.conductor.resource.PublicationState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An observer that throws, whatever it is told, changes nothing but the error log. */
class FailingObserverTest {
    private final DriverHarness driver = DriverHarness.start(
            config -> config.withOperation(config.operation().withTermination(TerminationPolicy.ALLOW)),
            assembly -> assembly.observer(new Failing()));
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void whatAClientAsksForIsDoneAndAnswered() {
        client.addPublication("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_PUBLICATION_READY").doesNotContain("ON_ERROR");
        assertThat(driver.errorLog()).contains("observer");
        assertThat(driver.counter(SystemCounter.ERRORS)).isPositive();
    }

    @Test
    void whatADeadClientHadIsReleased() {
        client.addPublication("aeron:ipc", 1001);
        driver.run();

        driver.seconds(14);

        assertThat(driver.counter(SystemCounter.CLIENT_TIMEOUTS)).isEqualTo(1);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aRequestToTerminateIsHeardAndNotRefused() {
        driver.run();
        long before = driver.counter(SystemCounter.ERRORS);

        client.terminate("");
        driver.run();

        assertThat(driver.events()).isEmpty();
        assertThat(driver.counter(SystemCounter.ERRORS)).isEqualTo(before + 1);
    }

    private static final class Failing implements DriverObserver {
        @Override
        public void onStarted(Driver driver) {
            throw failure();
        }

        @Override
        public void onTerminationRequested() {
            throw failure();
        }

        @Override
        public void onClientConnected(long clientId) {
            throw failure();
        }

        @Override
        public void onClientTimeout(long clientId) {
            throw failure();
        }

        @Override
        public void onPublicationAdded(long registrationId, int sessionId, int streamId, String channel) {
            throw failure();
        }

        @Override
        public void onPublicationState(long registrationId, PublicationState before, PublicationState now) {
            throw failure();
        }

        @Override
        public void onError(Throwable error) {
            throw failure();
        }

        private static IllegalStateException failure() {
            return new IllegalStateException("observer does not work");
        }
    }
}
