package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.IPC;
import static io.tradebus.core.client.ReconnectionFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import org.agrona.concurrent.status.CountersReader;
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
            await(requests().addDestination(publication, to(20001)));
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
            assertThat(sendDestinations()).isEqualTo(1);
        }
    }

    @Test
    void addsThoseOfPublicationsThatShareAnEndpointOnce() {
        ConcurrentPublication first = fixture.publication(SHARED);
        ConcurrentPublication second = publicationOfAnotherStream();
        await(requests().addDestination(first, to(20001)));
        long byId = await(requests().addDestination(first, to(20002)));
        long kept = await(requests().addDestination(second, to(20003)));
        await(requests().addDestination(second, to(20004)));
        await(requests().removeDestination(second, to(20001)));
        await(requests().removeDestination(second, byId));
        assertThat(sendDestinations()).isEqualTo(2);

        fixture.loseDriver();
        fixture.restart();
        assertThat(sendDestinations()).isEqualTo(2);
        await(requests().addDestination(first, to(20005)));
        assertThat(sendDestinations()).isEqualTo(3);
        await(requests().removeDestination(first, kept));
        await(requests().removeDestination(first, to(20004)));
        assertThat(sendDestinations()).isEqualTo(1);

        fixture.loseDriver();
        fixture.restart();
        await(requests().removeDestination(second, to(20005)));
        assertThat(sendDestinations()).isZero();
    }

    @Test
    void addsThoseOfAPublicationThatIsClosedToOneThatSharedItsEndpoint() {
        ConcurrentPublication first = fixture.publication(SHARED);
        ConcurrentPublication second = publicationOfAnotherStream();
        await(requests().addDestination(first, to(20001)));
        first.close();

        fixture.loseDriver();
        fixture.restart();

        assertThat(sendDestinations()).isEqualTo(1);
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void knowsThemAtAnEndpointThatANewPublicationUsedFirst() {
        ConcurrentPublication restored = fixture.publication(SHARED);
        await(requests().addDestination(restored, to(20001)));
        fixture.loseDriver();
        fixture.startDriver();
        fixture.stepUntil("attached", fixture.client::isAttached);
        ConcurrentPublication added = publicationOfAnotherStream();
        fixture.stepUntil("back", () -> !fixture.returns.isEmpty());
        await(requests().addDestination(added, to(20002)));

        await(requests().removeDestination(added, to(20001)));
        fixture.loseDriver();
        fixture.restart();

        assertThat(sendDestinations()).isEqualTo(1);
        await(requests().removeDestination(restored, to(20002)));
        assertThat(sendDestinations()).isZero();
    }

    @Test
    void addsThemOnceToAnEndpointThatADriverHasKept() {
        ConcurrentPublication publication = fixture.publication(SHARED);
        long first = await(requests().addDestination(publication, to(20001)));
        await(requests().addDestination(publication, to(20002)));
        try (SteppedClient other = fixture.otherClient()) {
            addPublication(other, SHARED, STREAM + 1);

            fixture.pauseClient(8_000);
            other.client().invoker().invoke();
            fixture.pauseClient(8_000);
            other.client().invoker().invoke();
            fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

            assertThat(fixture.losses.get(0).isDriverAlive()).isTrue();
            assertThat(sendDestinations()).isEqualTo(2);
            await(requests().removeDestination(publication, first));
            assertThat(sendDestinations()).isEqualTo(1);
        }
    }

    @Test
    void addsThoseOfSubscriptionsThatShareAnEndpointOnce() {
        Subscription first = fixture.subscription(SHARED);
        Subscription second = fixture.subscription(SHARED);
        await(requests().addDestination(first, ANY_PORT));
        await(requests().addDestination(first, ANY_PORT));
        await(requests().addDestination(second, ANY_PORT));
        await(requests().removeDestination(second, ANY_PORT));
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
        await(requests().addDestination(first, IPC));

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
        await(requests().addDestination(subscription, ANY_PORT));
        String address = subscription.localAddresses().get(0);
        await(requests().removeDestination(subscription, ANY_PORT));
        await(requests().addDestination(subscription, "aeron:udp?endpoint=" + address));
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
        await(requests().addDestination(first, ANY_PORT));
        String address = first.localAddresses().get(0);
        await(requests().removeDestination(first, ANY_PORT));
        await(requests().addDestination(first, "aeron:udp?endpoint=" + address));
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

    private ClientRequests requests() {
        return fixture.conductor.requests();
    }

    private long await(long request) {
        fixture.stepUntil("answered", () -> requests().isDone(request));
        return request;
    }

    /** Of all endpoints of the driver, once the sender has heard of them. */
    private long sendDestinations() {
        fixture.step(100);
        CountersReader counters = fixture.client.counters();
        long[] count = {0};
        counters.forEach((id, typeId, key, label) ->
                count[0] += typeId == CounterType.DESTINATIONS.id() ? counters.getCounterValue(id) : 0);
        return count[0];
    }

    private int receiveDestinations() {
        fixture.step(100);
        int[] count = {0};
        fixture.client
                .counters()
                .forEach((id, typeId, key, label) -> count[0] += typeId == CounterType.LOCAL_ADDRESS.id() ? 1 : 0);
        return count[0];
    }

    private static String to(int port) {
        return "aeron:udp?endpoint=127.0.0.1:" + port;
    }
}
