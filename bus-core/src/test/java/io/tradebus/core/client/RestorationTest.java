package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.ChannelStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds from the moment a client attaches to the next driver until that has all that the client has. */
class RestorationTest {
    private static final String MANUAL = "aeron:udp?control-mode=manual";

    private final ReconnectionFixture fixture = new ReconnectionFixture();

    @AfterEach
    void close() {
        assertThat(fixture.errors).isEmpty();
        fixture.close();
    }

    @Test
    void doesNotReadCountersOfTheNextDriverByTheIdsOfTheLast() {
        ConcurrentPublication publication = fixture.publication(MANUAL);
        Subscription subscription = fixture.subscription("aeron:udp?endpoint=127.0.0.1:0");
        fixture.stepUntil("bound", () -> !publication.localAddresses().isEmpty());
        assertThat(subscription.localAddresses()).hasSize(1);

        fixture.loseDriver();
        fixture.startDriver();
        try (SteppedClient other = fixture.otherClient(MANUAL)) {
            attach();

            assertThat(other.client().counters().getCounterValue(publication.channelStatusId()))
                    .as("the same id, of somebody else")
                    .isEqualTo(ChannelStatus.ACTIVE);
            assertThat(publication.channelStatus()).isEqualTo(ChannelStatus.INITIALIZING);
            assertThat(publication.localAddresses()).isEmpty();
            assertThat(subscription.channelStatus()).isEqualTo(ChannelStatus.INITIALIZING);
            assertThat(subscription.localAddresses()).isEmpty();
            fixture.stepUntil("back", () -> !fixture.returns.isEmpty());
        }

        assertThat(publication.channelStatus()).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(subscription.localAddresses()).hasSize(1);
        publication.close();
        subscription.close();
        assertThat(publication.channelStatus()).isEqualTo(ChannelStatus.CLOSING);
        assertThat(subscription.channelStatus()).isEqualTo(ChannelStatus.CLOSING);
    }

    private void attach() {
        fixture.stepUntil("attached", fixture.client::isAttached);
        assertThat(fixture.returns).isEmpty();
    }
}
