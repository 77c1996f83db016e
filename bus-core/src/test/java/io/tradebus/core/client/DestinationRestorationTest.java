package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.IPC;
import static io.tradebus.core.client.ReconnectionFixture.STREAM;
import static io.tradebus.core.client.ReconnectionFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which destinations the next driver has, or the same one again: those that the application wants, each of them once. */
class DestinationRestorationTest {
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String SHARED = MANUAL + "|tags=7";
    private static final String ANY_PORT = "aeron:udp?endpoint=127.0.0.1:0";

    private final ReconnectionFixture fixture = new ReconnectionFixture();

    @AfterEach
    void close() {
        assertThat(fixture.errors).isEmpty();
        fixture.close();
    }

    @Test
    void addsThemToAPublicationThatHasTheSameIdAsAtTheLastDriver() {
        ConcurrentPublication publication;
        long originalId;
        try (SteppedClient other = fixture.otherClient()) {
            originalId = addPublication(other, SHARED, STREAM);
            publication = fixture.publication(SHARED);
            assertThat(publication.originalRegistrationId()).isEqualTo(originalId);
            fixture.await(fixture.requests().addDestination(publication, to(20001)));
            fixture.loseDriver();
        }
        fixture.startDriver();
        try (SteppedClient other = fixture.otherClient()) {
            long lastId;
            do {
                lastId = addPublication(other, IPC, STREAM);
            } while (lastId < originalId - 1);
            assertThat(addPublication(other, SHARED, STREAM)).isEqualTo(originalId);
            fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

            assertThat(publication.originalRegistrationId()).isEqualTo(originalId);
            assertThat(fixture.sendDestinations()).isEqualTo(1);
        }
    }

    @Test
    void addsThoseOfPublicationsThatShareAnEndpointOnce() {
        ConcurrentPublication first = fixture.publication(SHARED);
        ConcurrentPublication second = publicationOfAnotherStream();
        fixture.await(fixture.requests().addDestination(first, to(20001)));
        long byId = fixture.await(fixture.requests().addDestination(first, to(20002)));
        long kept = fixture.await(fixture.requests().addDestination(second, to(20003)));
        fixture.await(fixture.requests().addDestination(second, to(20004)));
        fixture.await(fixture.requests().removeDestination(second, to(20001)));
        fixture.await(fixture.requests().removeDestination(second, byId));
        assertThat(fixture.sendDestinations()).isEqualTo(2);

        fixture.loseDriver();
        fixture.restart();
        assertThat(fixture.sendDestinations()).isEqualTo(2);
        fixture.await(fixture.requests().addDestination(first, to(20005)));
        assertThat(fixture.sendDestinations()).isEqualTo(3);
        fixture.await(fixture.requests().removeDestination(first, kept));
        fixture.await(fixture.requests().removeDestination(first, to(20004)));
        assertThat(fixture.sendDestinations()).isEqualTo(1);

        fixture.loseDriver();
        fixture.restart();
        fixture.await(fixture.requests().removeDestination(second, to(20005)));
        assertThat(fixture.sendDestinations()).isZero();
    }

    @Test
    void addsThoseOfAPublicationThatIsClosedToOneThatSharedItsEndpoint() {
        ConcurrentPublication first = fixture.publication(SHARED);
        ConcurrentPublication second = publicationOfAnotherStream();
        fixture.await(fixture.requests().addDestination(first, to(20001)));
        first.close();

        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.sendDestinations()).isEqualTo(1);
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void knowsThemAtAnEndpointThatANewPublicationUsedFirst() {
        ConcurrentPublication restored = fixture.publication(SHARED);
        fixture.await(fixture.requests().addDestination(restored, to(20001)));
        fixture.loseDriver();
        fixture.startDriver();
        fixture.stepUntil("attached", fixture.client::isAttached);
        ConcurrentPublication added = publicationOfAnotherStream();
        fixture.stepUntil("back", () -> !fixture.returns.isEmpty());
        fixture.await(fixture.requests().addDestination(added, to(20002)));

        fixture.await(fixture.requests().removeDestination(added, to(20001)));
        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.sendDestinations()).isEqualTo(1);
        fixture.await(fixture.requests().removeDestination(restored, to(20002)));
        assertThat(fixture.sendDestinations()).isZero();
    }

    @Test
    void addsThemOnceToAnEndpointThatADriverHasKept() {
        ConcurrentPublication publication = fixture.publication(SHARED);
        long first = fixture.await(fixture.requests().addDestination(publication, to(20001)));
        fixture.await(fixture.requests().addDestination(publication, to(20002)));
        try (SteppedClient other = fixture.otherClient()) {
            addPublication(other, SHARED, STREAM + 1);

            fixture.pauseClient(8_000);
            other.client().invoker().invoke();
            fixture.pauseClient(8_000);
            other.client().invoker().invoke();
            fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

            assertThat(fixture.losses.get(0).isDriverAlive()).isTrue();
            assertThat(fixture.sendDestinations()).isEqualTo(2);
            fixture.await(fixture.requests().removeDestination(publication, first));
            assertThat(fixture.sendDestinations()).isEqualTo(1);
        }
    }

    @Test
    void addsThoseOfSubscriptionsThatShareAnEndpointOnce() {
        Subscription first = fixture.subscription(SHARED);
        Subscription second = fixture.subscription(SHARED);
        fixture.await(fixture.requests().addDestination(first, ANY_PORT));
        fixture.await(fixture.requests().addDestination(first, ANY_PORT));
        fixture.await(fixture.requests().addDestination(second, ANY_PORT));
        fixture.await(fixture.requests().removeDestination(second, ANY_PORT));
        first.close();
        assertThat(receiveDestinations()).isEqualTo(2);

        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.returns.get(0).failures()).isEmpty();
        assertThat(receiveDestinations()).isEqualTo(2);
        assertThat(second.localAddresses()).hasSize(2);
    }

    @Test
    void leavesLocalOnesToTheSubscriptionThatHasThem() {
        Subscription first = fixture.subscription(SHARED);
        Subscription second = fixture.subscription(SHARED);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.await(fixture.requests().addDestination(first, IPC));

        fixture.loseDriver();
        fixture.restart();

        fixture.connect(publication, first);
        assertThat(second.imageCount()).isZero();
        first.close();
        fixture.loseDriver();
        fixture.restart();
        fixture.step(100);
        assertThat(second.imageCount()).isZero();
    }

    @Test
    void asksADriverAgainThatStillHasThePortOfOne() {
        Subscription subscription = fixture.subscription(MANUAL);
        fixture.await(fixture.requests().addDestination(subscription, ANY_PORT));
        String address = subscription.localAddresses().get(0);
        fixture.await(fixture.requests().removeDestination(subscription, ANY_PORT));
        fixture.await(fixture.requests().addDestination(subscription, "aeron:udp?endpoint=" + address));
        ExclusivePublication publication = fixture.exclusive("aeron:udp?endpoint=" + address);
        fixture.connect(publication, subscription);

        fixture.loseDriver();
        fixture.resumeDriver();
        fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

        assertThat(fixture.returns.get(0).failures()).isEmpty();
        assertThat(subscription.localAddresses()).containsExactly(address);
        fixture.connect(publication, subscription);
    }

    @ParameterizedTest(name = "{0} ms after the client was back")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 50})
    void asksAgainForOneThatWasRefusedAlthoughTheSubscriptionThatAddedItIsClosed(int milliseconds) {
        Subscription first = fixture.subscription(SHARED);
        Subscription second = fixture.subscription(SHARED);
        fixture.await(fixture.requests().addDestination(first, ANY_PORT));
        String address = first.localAddresses().get(0);
        fixture.await(fixture.requests().removeDestination(first, ANY_PORT));
        fixture.await(fixture.requests().addDestination(first, "aeron:udp?endpoint=" + address));
        try (SteppedClient other = fixture.otherClient()) {
            fixture.pauseClient(8_000);
            other.client().invoker().invoke();
            fixture.pauseClient(8_000);
            other.client().invoker().invoke();
            Subscription inTheWay = addSubscription(other, "aeron:udp?endpoint=" + address);
            fixture.stepUntil("lost", () -> !fixture.losses.isEmpty());
            fixture.stepUntil("attached", fixture.client::isAttached);

            fixture.step(milliseconds);
            first.close();
            fixture.step(100);
            assertThat(fixture.returns).as("not complete").isEmpty();
            inTheWay.close();
            fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

            assertThat(fixture.returns.get(0).failures()).isEmpty();
            assertThat(second.localAddresses()).containsExactly(address);
        }
    }

    private ConcurrentPublication publicationOfAnotherStream() {
        return fixture.await(fixture.client.asyncAddPublication(SHARED, STREAM + 1), fixture.client::findPublication);
    }

    /** Returns its registration id, which is also the id of its request. */
    private long addPublication(SteppedClient other, String channel, int streamId) {
        long id = other.client().asyncAddPublication(channel, streamId);
        while (other.client().findPublication(id) == null) {
            fixture.pauseClient(10);
            other.client().invoker().invoke();
        }
        return id;
    }

    private Subscription addSubscription(SteppedClient other, String channel) {
        long id = other.client().asyncAddSubscription(channel, STREAM);
        Subscription added = other.client().findSubscription(id);
        while (added == null) {
            fixture.pauseClient(10);
            other.client().invoker().invoke();
            added = other.client().findSubscription(id);
        }
        return added;
    }

    private int receiveDestinations() {
        fixture.step(100);
        return fixture.countersOf(CounterType.LOCAL_ADDRESS);
    }
}
