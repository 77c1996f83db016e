package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.IPC;
import static io.tradebus.core.client.ReconnectionFixture.STREAM;
import static io.tradebus.core.client.ReconnectionFixture.poll;
import static io.tradebus.core.client.ReconnectionFixture.tryOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.idle.ClientCensus;
import org.agrona.IoUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a client goes from one driver to the next, on the clocks of the test. */
class ReconnectionTest {
    private final ReconnectionFixture fixture = new ReconnectionFixture();

    @AfterEach
    void close() {
        assertThat(fixture.errors).isEmpty();
        fixture.close();
    }

    @Test
    void goesOnWithTheNextDriver() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);
        int session = publication.sessionId();
        fixture.offer(publication, 1);
        assertThat(poll(subscription)).containsExactly(1L);

        fixture.loseDriver();
        assertThat(publication.isClosed()).isFalse();
        assertThat(tryOffer(publication, 2)).isEqualTo(Publication.NOT_CONNECTED);
        assertThat(publication.isConnected()).isFalse();
        assertThat(fixture.client.isAttached()).isFalse();

        fixture.restart();
        fixture.connect(publication, subscription);
        assertThat(fixture.offer(publication, 3)).isEqualTo(64);
        assertThat(poll(subscription)).containsExactly(3L);

        assertThat(publication.sessionId()).isNotEqualTo(session);
        DriverReturn back = fixture.returns.get(0);
        assertThat(back.publications())
                .containsExactly(new DriverReturn.RestoredPublication(publication, publication.sessionId(), 0));
        assertThat(back.subscriptions()).containsExactly(subscription);
        assertThat(back.failures()).isEmpty();
        assertThat(back.clientId()).isEqualTo(fixture.client.clientId());
    }

    @Test
    void goesOnWithADriverThatComesLongAfterAllOfTheLastOneIsUnmapped() {
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.loseDriver();
        fixture.step(60_000);

        fixture.restart();

        Subscription subscription = fixture.subscription(IPC);
        fixture.connect(publication, subscription);
        assertThat(fixture.offer(publication, 1)).isEqualTo(64);
        assertThat(fixture.returns).hasSize(1);
    }

    @Test
    void tellsExactlyWhatASubscriberHadNotRead() {
        Subscription subscription = fixture.subscription(IPC);
        ExclusivePublication publication = fixture.exclusive(IPC);
        fixture.connect(publication, subscription);
        for (int number = 0; number < 10; number++) {
            fixture.offer(publication, number);
        }
        subscription.poll((buffer, offset, length, header) -> {}, 3);

        fixture.loseDriver();

        DriverLoss loss = fixture.losses.get(0);
        assertThat(loss.isDriverAlive()).isFalse();
        assertThat(loss.publications())
                .containsExactly(new PublicationLoss(publication, publication.sessionId(), 3 * 64, 3 * 64, 10 * 64));
        assertThat(loss.undeliveredLength()).isEqualTo(7 * 64);
        assertThat(loss.images())
                .singleElement()
                .extracting(ImageLoss::position)
                .isEqualTo(3L * 64);
        assertThat(loss.cause()).isInstanceOf(DriverUnavailableException.class);
    }

    @Test
    void noticesADriverThatTookTheDirectoryWithinOneSignOfLife() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);

        fixture.killDriver();
        fixture.startDriver();
        fixture.step(700);

        assertThat(fixture.losses)
                .singleElement()
                .satisfies(loss ->
                        assertThat(loss.cause()).hasMessageContaining("another driver has taken the directory"));
        fixture.connect(publication, subscription);
        fixture.offer(publication, 5);
        assertThat(poll(subscription)).containsExactly(5L);
    }

    @Test
    void noticesAtOnceThatADriverHasStopped() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);
        assertThat(publication.isAttached()).isTrue();
        assertThat(subscription.isAttached()).isTrue();

        fixture.offer(publication, 1);
        fixture.offer(publication, 2);
        subscription.poll((buffer, offset, length, header) -> {}, 1);

        fixture.stopDriver();
        fixture.step(80);

        assertThat(fixture.losses.get(0).publications())
                .containsExactly(new PublicationLoss(publication, publication.sessionId(), 64, 64, 128));
        assertThat(fixture.losses)
                .singleElement()
                .satisfies(loss -> assertThat(loss.cause()).hasMessageContaining("shut down"));
        assertThat(publication.isAttached()).isFalse();
        assertThat(subscription.isAttached()).isFalse();
    }

    @Test
    void keepsTheSessionThatTheChannelNames() {
        ExclusivePublication publication = fixture.exclusive(IPC + "|session-id=77");

        fixture.loseDriver();
        fixture.restart();

        assertThat(publication.sessionId()).isEqualTo(77);
        assertThat(publication.isClosed()).isFalse();
    }

    @Test
    void goesOnAfterALongPauseThoughTheDriverGaveItUp() {
        Subscription subscription = fixture.subscription(IPC);
        ExclusivePublication publication = fixture.exclusive(IPC + "|session-id=77");
        Counter counter = fixture.await(
                fixture.conductor.requests().addCounter(1234, CounterText.ofLabel("any")), fixture.client::findCounter);
        counter.set(41);
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        long before = fixture.client.clientId();

        fixture.pauseClient(15_000);
        fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

        DriverLoss loss = fixture.losses.get(0);
        assertThat(loss.isDriverAlive()).isTrue();
        assertThat(loss.cause()).hasMessageContaining("not serviced");
        assertThat(loss.publications())
                .singleElement()
                .satisfies(lost -> assertThat(lost.appendedPosition()).isEqualTo(64));
        assertThat(loss.images()).hasSize(1);
        assertThat(fixture.returns.get(0).failures()).isEmpty();
        assertThat(fixture.client.clientId()).isGreaterThan(before);
        fixture.connect(publication, subscription);
        fixture.offer(publication, 2);
        assertThat(poll(subscription)).containsExactly(2L);
        assertThat(counter.increment()).isEqualTo(41);
        assertThat(fixture.client.counters().getCounterValue(counter.id())).isEqualTo(42);
        assertThat(counter.label()).isEqualTo("any");
    }

    @Test
    void countsOnWhileThereIsNoDriver() {
        Counter counter = fixture.await(
                fixture.conductor.requests().addCounter(1234, CounterText.ofLabel("any")), fixture.client::findCounter);
        counter.set(5);

        fixture.loseDriver();
        assertThat(counter.getAndAdd(3)).isEqualTo(5);
        fixture.restart();

        assertThat(counter.get()).isEqualTo(8);
        assertThat(fixture.client.counters().getCounterValue(counter.id())).isEqualTo(8);
        assertThat(fixture.client.counters().getCounterRegistrationId(counter.id()))
                .isEqualTo(counter.registrationId());
        assertThat(fixture.returns.get(0).counters()).containsExactly(counter);
    }

    @Test
    void tellsWhatAPublicationHadThatWasClosedMeanwhile() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        fixture.killDriver();
        fixture.step(100);
        publication.close();

        fixture.loseDriver();
        fixture.restart();
        fixture.loseDriver();

        assertThat(fixture.losses.get(0).publications())
                .containsExactly(new PublicationLoss(publication, publication.sessionId(), 0, 0, 64));
        assertThat(fixture.losses.get(1).publications()).isEmpty();
        assertThat(fixture.returns.get(0).publications()).isEmpty();
    }

    @Test
    void saysNothingOfAPublicationThatTheDriverKnewToBeClosed() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        publication.close();
        fixture.step(100);

        fixture.loseDriver();

        assertThat(fixture.losses.get(0).publications()).isEmpty();
    }

    @Test
    void closesWhatTheNextDriverRefusesAndSaysWhy() {
        Subscription subscription = fixture.subscription(IPC);
        ExclusivePublication refused = fixture.exclusive(IPC + "|session-id=77");
        ExclusivePublication taken = fixture.exclusive(IPC);
        fixture.connect(refused, subscription);
        fixture.offer(refused, 1);
        fixture.loseDriver();

        fixture.startDriver();
        try (SteppedClient other = fixture.otherClient(IPC + "|session-id=77")) {
            fixture.stepUntil("back", () -> !fixture.returns.isEmpty());

            assertThat(other.client().isClosed()).isFalse();
        }

        assertThat(fixture.losses.get(0).undeliveredLength()).isEqualTo(64);
        assertThat(taken.isClosed()).isFalse();
        assertThat(refused.isClosed()).isTrue();
        assertThat(tryOffer(refused, 2)).isEqualTo(Publication.CLOSED);
        assertThat(refused.failure()).isInstanceOf(RegistrationException.class).hasMessageContaining("session");
        assertThat(fixture.returns.get(0).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handle()).isSameAs(refused);
            assertThat(failure.cause()).isSameAs(refused.failure());
        });
    }

    @Test
    void closesWhatCannotBeMappedAndComesBackWithTheRest() {
        ExclusivePublication publication = fixture.exclusive(IPC);
        Subscription subscription = fixture.subscription(IPC + "|session-id=5");
        fixture.loseDriver();

        fixture.startDriver();
        fixture.stepUntilBack(log -> IoUtil.delete(log, true));

        assertThat(publication.isClosed()).isTrue();
        assertThat(publication.failure()).isInstanceOf(BusException.class).hasMessageContaining("cannot use the log");
        assertThat(subscription.isClosed()).isFalse();
        assertThat(fixture.returns)
                .singleElement()
                .satisfies(back -> assertThat(back.failures())
                        .singleElement()
                        .satisfies(failure -> assertThat(failure.handle()).isSameAs(publication)));
    }

    @Test
    void failsWhatIsAskedWithoutADriver() {
        long open = fixture.client.asyncAddPublication(IPC, STREAM);
        fixture.loseDriver();

        assertThatThrownBy(() -> fixture.client.findPublication(open))
                .isInstanceOf(BusException.class)
                .hasMessageContaining("lost before it answered")
                .hasMessageContaining("ask again");
        assertThatThrownBy(() -> fixture.client.asyncAddPublication(IPC, STREAM))
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageContaining("goes on by itself");

        fixture.restart();
        assertThat(fixture.publication(IPC).isClosed()).isFalse();
    }

    @Test
    void addsDestinationsAgain() {
        Subscription subscription = fixture.subscription("aeron:udp?control-mode=manual");
        long kept = subscription.asyncAddDestination(IPC);
        fixture.stepUntil("added", () -> subscription.isDestinationChanged(kept));
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);

        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.returns.get(0).failures()).isEmpty();
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        assertThat(poll(subscription)).containsExactly(1L);

        long removal = subscription.asyncRemoveDestination(IPC);
        fixture.stepUntil("removed", () -> subscription.isDestinationChanged(removal));
        fixture.loseDriver();
        fixture.restart();
        fixture.step(100);
        assertThat(subscription.imageCount()).isZero();
    }

    @Test
    void goesOnWithADriverThatHadOnlyBeenStopped() {
        Subscription subscription = fixture.subscription(IPC);
        ExclusivePublication publication = fixture.exclusive(IPC + "|session-id=77");
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        Image old = subscription.imageAtIndex(0);
        fixture.loseDriver();
        assertThat(old.isClosed()).isFalse();

        fixture.resumeDriver();
        // The subscription sees the old publication as well until the driver lets it go, which holds the session up.
        fixture.stepUntil("back", () -> poll(subscription).isEmpty() && !fixture.returns.isEmpty());

        assertThat(old.isClosed())
                .as("the driver may use its counter for others")
                .isTrue();
        assertThat(fixture.losses.get(0).undeliveredLength()).isEqualTo(64);
        assertThat(fixture.returns.get(0).failures()).isEmpty();
        fixture.connect(publication, subscription);
        fixture.offer(publication, 2);
        assertThat(poll(subscription)).containsExactly(2L);
    }

    @Test
    void findsThingsByTheIdTheyWereAskedWith() {
        ConcurrentPublication publication = fixture.publication(IPC);
        long id = publication.registrationId();
        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.client.findPublication(id)).isSameAs(publication);
        assertThat(publication.registrationId()).isGreaterThan(id);
        publication.close();
        assertThatThrownBy(() -> fixture.client.findPublication(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsOfALossBeforeItCloses() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        fixture.killDriver();
        fixture.stepUntil("lost", () -> !fixture.client.isAttached());

        fixture.client.close();

        assertThat(fixture.losses).hasSize(1);
        assertThat(fixture.losses.get(0).undeliveredLength()).isEqualTo(64);
        assertThat(fixture.told).endsWith("closed null");
    }

    @Test
    void countsAsAClientOfThisProcessUntilItGoes() {
        ClientCensus census = new ClientCensus(fixture.wakeups);
        long first = fixture.client.clientId();
        census.add(first);
        assertThat(fixture.wakeups.isPrivate()).isTrue();

        fixture.loseDriver();
        fixture.restart();
        long second = fixture.client.clientId();
        ClientCensus next = new ClientCensus(fixture.wakeups);
        next.add(first);
        assertThat(fixture.wakeups.isPrivate())
                .as("nobody has the first id any more")
                .isFalse();
        next.remove(first);
        next.add(second);
        assertThat(fixture.wakeups.isPrivate()).isTrue();
        fixture.client.close();
        new ClientCensus(fixture.wakeups).add(second);

        assertThat(fixture.wakeups.isPrivate()).isFalse();
    }

    @Test
    void survivesSeveralDrivers() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        for (int life = 0; life < 4; life++) {
            fixture.connect(publication, subscription);
            fixture.offer(publication, life);
            assertThat(poll(subscription)).containsExactly((long) life);
            fixture.loseDriver();
            fixture.restart();
        }

        assertThat(fixture.losses)
                .hasSize(4)
                .allSatisfy(loss -> assertThat(loss.undeliveredLength()).isZero());
    }

    @Test
    void startsOverWhenADriverDiesWhileThingsAreAdded() {
        Subscription subscription = fixture.subscription(IPC);
        ConcurrentPublication publication = fixture.publication(IPC);
        fixture.loseDriver();
        fixture.startDriver();
        fixture.killDriver();
        fixture.stepUntil("attached to a driver that does not answer", fixture.client::isAttached);
        fixture.stepUntil("lost again", () -> fixture.losses.size() == 2);

        fixture.restart();

        assertThat(fixture.losses.get(1).publications()).isEmpty();
        fixture.connect(publication, subscription);
        fixture.offer(publication, 1);
        assertThat(poll(subscription)).containsExactly(1L);
    }
}
