package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.conductor.resource.PublicationState;
import io.tradebus.core.driver.conductor.resource.TetherState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverObserverTest {
    private final StringBuilder told = new StringBuilder();
    private final DriverHarness driver =
            DriverHarness.start(config -> config, assembly -> assembly.observer(new Transcript()));
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void isToldOfEachStepInTheLifeOfAStream() {
        client.addSubscription("aeron:ipc?tether=false", 1001);
        client.addPublication("aeron:ipc", 1001);
        client.removeCounter(77);
        driver.run();
        client.removePublication(3);
        driver.seconds(2, client);
        client.close();
        driver.run();
        driver.seconds(1);

        assertThat(told.toString()).isEqualTo("""
                started
                client connected: client=1
                subscription added: registration=2 stream=1001 channel=aeron:ipc?tether=false
                publication added: registration=3 session=5000 stream=1001 channel=aeron:ipc
                image available: image=3 session=5000 stream=1001 subscription=2 position=0
                error: unknown counter: 77
                publication 3: ACTIVE -> DRAINING
                publication 3: DRAINING -> LINGERING
                image unavailable: image=3 session=5000 stream=1001 subscription=2
                publication 3: LINGERING -> DONE
                client closed: client=1
                subscription removed: registration=2 stream=1001 channel=aeron:ipc?tether=false
                """);
    }

    @Test
    void isToldWhenASubscriberIsLeftBehindAndWhenAClientIsLost() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc?tether=false", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.log(2).append(28 << 10);
        driver.consume(4, 28 << 10);
        driver.seconds(12, client);
        driver.seconds(12);

        assertThat(told.toString())
                .contains("tether: image=2 subscription=3 ACTIVE -> LINGERING\n")
                .contains("tether: image=2 subscription=3 LINGERING -> RESTING\n")
                .contains("client timed out: client=1\n");
    }

    private final class Transcript implements DriverObserver {
        private void line(String text) {
            told.append(text).append('\n');
        }

        @Override
        public void onStarted(Driver started) {
            line("started");
        }

        @Override
        public void onClientConnected(long clientId) {
            line("client connected: client=" + clientId);
        }

        @Override
        public void onClientTimeout(long clientId) {
            line("client timed out: client=" + clientId);
        }

        @Override
        public void onClientClosed(long clientId) {
            line("client closed: client=" + clientId);
        }

        @Override
        public void onPublicationAdded(long registrationId, int sessionId, int streamId, String channel) {
            line("publication added: registration=" + registrationId + " session=" + sessionId + " stream=" + streamId
                    + " channel=" + channel);
        }

        @Override
        public void onPublicationState(long registrationId, PublicationState before, PublicationState now) {
            line("publication " + registrationId + ": " + before + " -> " + now);
        }

        @Override
        public void onSubscriptionAdded(long registrationId, int streamId, String channel) {
            line("subscription added: registration=" + registrationId + " stream=" + streamId + " channel=" + channel);
        }

        @Override
        public void onSubscriptionRemoved(long registrationId, int streamId, String channel) {
            line("subscription removed: registration=" + registrationId + " stream=" + streamId + " channel="
                    + channel);
        }

        @Override
        public void onImageAvailable(
                long imageId, int sessionId, int streamId, long subscriptionId, long joinPosition) {
            line("image available: image=" + imageId + " session=" + sessionId + " stream=" + streamId
                    + " subscription=" + subscriptionId + " position=" + joinPosition);
        }

        @Override
        public void onImageUnavailable(long imageId, int sessionId, int streamId, long subscriptionId) {
            line("image unavailable: image=" + imageId + " session=" + sessionId + " stream=" + streamId
                    + " subscription=" + subscriptionId);
        }

        @Override
        public void onTetherState(long imageId, long subscriptionId, TetherState before, TetherState now) {
            line("tether: image=" + imageId + " subscription=" + subscriptionId + " " + before + " -> " + now);
        }

        @Override
        public void onError(Throwable error) {
            line("error: " + error.getMessage());
        }
    }
}
