package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.IPC;
import static io.tradebus.core.client.ReconnectionFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverTimeoutException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.client.response.ResponsePublications;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogMetadata;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
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

    @Test
    void changesNoDestinationsOfWhatTheDriverDoesNotHaveYet() {
        ConcurrentPublication publication = fixture.publication(MANUAL);
        Subscription subscription = fixture.subscription(MANUAL);
        fixture.loseDriver();
        fixture.startDriver();
        attach();

        assertThatThrownBy(() -> publication.addDestination(to(20001)))
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageContaining("on its way")
                .hasMessageContaining("try again");
        assertThatThrownBy(() -> publication.removeDestination(to(20001)))
                .isInstanceOf(DriverUnavailableException.class);
        assertThatThrownBy(() -> publication.removeDestination(17)).isInstanceOf(DriverUnavailableException.class);
        assertThatThrownBy(() -> subscription.asyncAddDestination(IPC)).isInstanceOf(DriverUnavailableException.class);

        fixture.stepUntil("back", () -> !fixture.returns.isEmpty());
        long added = subscription.asyncAddDestination(IPC);
        fixture.stepUntil("added", () -> subscription.isDestinationChanged(added));
        publication.close();
        assertThatThrownBy(() -> publication.addDestination(to(20001)))
                .isInstanceOf(BusException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void addsWhatInstancesOfAPublicationHaveInCommonOnce() {
        String shared = MANUAL + "|tags=7";
        ConcurrentPublication first = fixture.publication(shared);
        ConcurrentPublication second = fixture.publication(shared);
        assertThat(second.isOriginal()).isFalse();
        fixture.await(fixture.requests().addDestination(first, to(20001)));
        fixture.await(fixture.requests().addDestination(first, to(20002)));
        fixture.await(fixture.requests().addDestination(second, to(20003)));
        fixture.await(fixture.requests().removeDestination(second, to(20002) + "|mtu=1408"));
        assertThat(fixture.sendDestinations()).isEqualTo(2);

        fixture.loseDriver();
        fixture.restart();
        assertThat(fixture.returns.get(0).failures()).isEmpty();
        assertThat(fixture.sendDestinations()).isEqualTo(2);

        first.close();
        fixture.loseDriver();
        fixture.restart();
        assertThat(fixture.sendDestinations()).isEqualTo(2);
    }

    @Test
    void removesOneOfTwoEqualDestinations() {
        ConcurrentPublication publication = fixture.publication(MANUAL);
        long oldest = fixture.await(fixture.requests().addDestination(publication, to(20001)));
        long newest = fixture.await(fixture.requests().addDestination(publication, to(20001)));
        fixture.await(fixture.requests().removeDestination(publication, to(20001)));
        assertThat(fixture.sendDestinations()).isEqualTo(1);

        fixture.loseDriver();
        fixture.restart();
        assertThat(fixture.sendDestinations()).isEqualTo(1);

        fixture.await(fixture.requests().removeDestination(publication, oldest));
        assertThat(fixture.sendDestinations()).isEqualTo(1);
        fixture.await(fixture.requests().removeDestination(publication, newest));
        assertThat(fixture.sendDestinations()).isZero();
    }

    @Test
    void tellsOnceWhatInstancesOfAPublicationHaveLost() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication first = fixture.publication(IPC);
        ConcurrentPublication second = fixture.publication(IPC);
        ConcurrentPublication third = fixture.publication(IPC);
        fixture.connect(first, subscription);
        fixture.offer(first, 1);
        fixture.offer(second, 2);
        fixture.killDriver();
        first.close();

        fixture.stepUntil("lost", () -> !fixture.losses.isEmpty());

        assertThat(fixture.losses.get(0).publications())
                .containsExactly(new PublicationLoss(second, second.sessionId(), 0, 0, 128));
        assertThat(third.isClosed()).isFalse();
    }

    @Test
    void letsGoOfTheLostLogAndOfTheNextWhenThatCannotBeUsed() {
        ExclusivePublication publication = fixture.exclusive(IPC);
        UnsafeBuffer lost = publication.log().buffers().terms()[0];
        fixture.loseDriver();
        fixture.startDriver();

        fixture.stepUntilBack(RestorationTest::spoil);
        fixture.step(5_000);

        assertThat(publication.failure()).hasMessageContaining("cannot use the log");
        assertThat(lost.capacity()).as("unmapped").isZero();
        assertThat(fixture.conductor.attachment().logs().count()).isZero();
    }

    @Test
    void answersNobodyWhoAskedByTheLostDriver() {
        Subscription requests = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, requests);
        fixture.offer(publication, 1);
        fixture.loseDriver();
        publication.close();
        fixture.restart();
        ResponsePublications responses = new ResponsePublications(
                fixture.client, requests, "aeron:ipc?control-mode=response", 1002, fixture.nanoClock);

        for (int i = 0; i < 10; i++) {
            fixture.step(20);
            responses.doWork();
        }

        assertThat(requests.images()).singleElement().matches(Image::isDraining);
        assertThat(responses.find(requests.imageAtIndex(0))).isNull();
        assertThat(responses.lastRefusal()).isNull();
    }

    @Test
    void givesBackWhatADriverAddsThatWasNoLongerExpectedTo() {
        ExclusivePublication publication = fixture.exclusive(IPC);
        Subscription subscription = fixture.subscription(IPC);
        fixture.loseDriver();
        fixture.startDriver();
        attach();
        fixture.killDriver();

        fixture.stepUntil("given up", () -> {
            showLife();
            return !fixture.returns.isEmpty();
        });
        assertThat(fixture.returns.get(0).failures())
                .extracting(DriverReturn.RestoreFailure::handle)
                .containsExactlyInAnyOrder(publication, subscription);
        assertThat(fixture.returns.get(0).failures())
                .allSatisfy(failure -> assertThat(failure.cause()).isInstanceOf(DriverTimeoutException.class));

        fixture.resumeDriver();
        fixture.stepUntil("the driver answers", () -> fixture.countersOf(CounterType.PUBLISHER_LIMIT) == 1);
        fixture.stepUntil("taken back", () -> fixture.countersOf(CounterType.PUBLISHER_LIMIT) == 0);
        fixture.step(1_000);

        assertThat(fixture.countersOf(CounterType.SUBSCRIBER_POSITION)).isZero();
        assertThat(publication.isClosed()).isTrue();
        assertThat(subscription.isClosed()).isTrue();
        assertThat(fixture.losses).hasSize(1);
        assertThat(fixture.returns).hasSize(1);
        assertThat(fixture.conductor.attachment().logs().count()).isZero();
    }

    @Test
    void saysWhatCouldNotBeAddedAgainToWhoOnlyHearsOfErrors() {
        List<Throwable> errors = new ArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }
        };
        ConcurrentPublication publication = fixture.publication(IPC);
        BusException cause = new BusException("no space");

        listener.onDriverBack(new DriverReturn(
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(new DriverReturn.RestoreFailure(publication, "publication of stream 7", cause))));

        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .hasMessage("the publication of stream 7 could not be added to the next driver: no space")
                        .hasCause(cause));
    }

    /** What a driver does that runs its timers and reads no commands. */
    private void showLife() {
        fixture.conductor.attachment().link().toDriver().consumerHeartbeatTime(fixture.epochClock.time());
    }

    private static void spoil(File log) {
        try (LogFile file = LogFile.map(log.toPath())) {
            LogMetadata.activeTermCountRelease(file.metadata(), Integer.MIN_VALUE);
        }
    }

    private void attach() {
        fixture.stepUntil("attached", fixture.client::isAttached);
        assertThat(fixture.returns).isEmpty();
    }
}
