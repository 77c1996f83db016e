package io.tradebus.core.client;

import static io.tradebus.core.client.ConductorFixture.CHANNEL;
import static io.tradebus.core.client.ConductorFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverTimeoutException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.format.control.CounterEvent;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.ErrorEvent;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.ImageUnavailableEvent;
import io.tradebus.core.format.control.OperationSuccessEvent;
import io.tradebus.core.format.control.PublicationErrorEvent;
import io.tradebus.core.format.control.RejectingReceiver;
import io.tradebus.core.format.control.StaticCounterEvent;
import io.tradebus.core.format.control.SubscriptionReadyEvent;
import io.tradebus.core.support.Conformance;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client asks of its driver, and what it makes of the answers. */
class ClientConductorTest {
    private static final long FOREIGN = 4711;

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
    void makesAPublicationOfTheAnswer() {
        long id = conductor.requests().addPublication(CHANNEL, STREAM, false);

        assertThat(driver.commands())
                .containsExactly("ADD_PUBLICATION client=" + conductor.clientId() + " correlation=" + id
                        + " stream=1001 channel=aeron:ipc");
        assertThat(conductor.requests().findPublication(id)).isNull();

        fixture.answerPublication(id, id, false, driver.createLog(id));
        fixture.drain();

        Publication publication = conductor.requests().findPublication(id);
        assertThat(publication).isInstanceOf(ConcurrentPublication.class);
        assertThat(publication.sessionId()).isEqualTo(ConductorFixture.SESSION);
        assertThat(publication.channelStatus()).isEqualTo(1);
        assertThat(publication.offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(64);
    }

    @Test
    @Conformance("SM-42")
    void ignoresAnswersToOthers() {
        long id = conductor.requests().addPublication(CHANNEL, STREAM, false);

        fixture.answerPublication(FOREIGN, FOREIGN, false, "/no/such/file");
        driver.send(EventType.ON_SUBSCRIPTION_READY, buffer -> SubscriptionReadyEvent.write(buffer, 0, FOREIGN, -1));
        driver.send(EventType.ON_OPERATION_SUCCESS, buffer -> OperationSuccessEvent.write(buffer, 0, FOREIGN));
        driver.send(
                EventType.ON_ERROR,
                buffer -> ErrorEvent.write(buffer, 0, FOREIGN, ErrorCode.INVALID_CHANNEL, "not ours"));
        driver.send(
                EventType.ON_UNAVAILABLE_IMAGE,
                buffer -> ImageUnavailableEvent.write(buffer, 0, FOREIGN, FOREIGN, STREAM, CHANNEL));
        driver.send(0x0FFF, buffer -> 8);
        fixture.drain();

        assertThat(conductor.requests().findPublication(id)).isNull();
        assertThat(fixture.errors).isEmpty();
        assertThat(fixture.told).isEmpty();
    }

    @Test
    void tellsARefusalOnce() {
        long id = conductor.requests().addPublication(CHANNEL, STREAM, true);
        driver.send(
                EventType.ON_ERROR,
                buffer -> ErrorEvent.write(buffer, 0, id, ErrorCode.INVALID_CHANNEL, "no such channel"));
        fixture.drain();

        assertThatThrownBy(() -> conductor.requests().findPublication(id))
                .isInstanceOfSatisfying(
                        RegistrationException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(1))
                .hasMessageContaining("no such channel");
        assertThatThrownBy(() -> conductor.requests().findPublication(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gaveUpWaitingButRemovesWhatTheDriverAddedAfterAll() {
        long id = conductor.requests().addPublication(CHANNEL, STREAM, false);
        driver.commands();
        for (int i = 0; i < 10; i++) {
            fixture.cycleWithLivingDriverAfter(1000);
        }

        assertThatThrownBy(() -> conductor.requests().findPublication(id))
                .isInstanceOf(DriverTimeoutException.class)
                .hasMessageContaining("10000 ms")
                .hasMessageContaining("publication of channel aeron:ipc, stream 1001");
        assertThat(conductor.isClosed()).isFalse();

        fixture.answerPublication(id, id, false, "/no/such/file");
        fixture.drain();
        assertThat(driver.commands())
                .singleElement()
                .asString()
                .startsWith("REMOVE_PUBLICATION")
                .contains("registration=" + id);
        assertThat(fixture.errors).isEmpty();
    }

    @Test
    void failsARequestWhoseLogCannotBeMapped() {
        long id = conductor.requests().addPublication(CHANNEL, STREAM, false);
        driver.commands();
        fixture.answerPublication(id, id, false, "/no/such/file");
        fixture.drain();

        assertThatThrownBy(() -> conductor.requests().findPublication(id))
                .isInstanceOf(BusException.class)
                .hasMessageContaining("cannot use the log");
        assertThat(driver.commands()).singleElement().asString().startsWith("REMOVE_PUBLICATION");
    }

    @Test
    void closesAPublicationBeforeTheDriverHearsOfIt() {
        Publication publication = fixture.publication(true);

        ((ExclusivePublication) publication).revoke();
        publication.close();

        assertThat(publication.isClosed()).isTrue();
        assertThat(driver.commands())
                .singleElement()
                .asString()
                .startsWith("REMOVE_PUBLICATION")
                .contains("registration=" + publication.registrationId())
                .contains("flags=");
        assertThatThrownBy(() -> conductor.requests().findPublication(publication.registrationId()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Conformance("SM-73")
    void keepsALogMappedForAWhileAfterItsImageIsGone() {
        Subscription subscription = fixture.subscription();
        fixture.sendImage(subscription, 50, driver.createLog(50), 0);
        fixture.drain();
        Image image = subscription.imageAtIndex(0);
        UnsafeBuffer term = image.log().buffers().terms()[0];

        driver.send(
                EventType.ON_UNAVAILABLE_IMAGE,
                buffer -> ImageUnavailableEvent.write(buffer, 0, 50, subscription.registrationId(), STREAM, CHANNEL));
        fixture.drain();

        assertThat(fixture.told).containsExactly("available 50", "unavailable 50 closed");
        assertThat(image.isClosed()).isTrue();
        assertThat(subscription.imageCount()).isZero();
        fixture.cycleWithLivingDriverAfter(2999);
        assertThat(term.capacity()).as("still mapped").isEqualTo(FakeDriver.TERM_LENGTH);
        fixture.cycleWithLivingDriverAfter(20);
        assertThat(term.capacity()).as("unmapped").isZero();
    }

    @Test
    void keepsALogMappedForASecondAfterTheApplicationClosedWhatUsedIt() {
        Publication publication = fixture.publication(false);
        UnsafeBuffer term = publication.log().buffers().terms()[0];

        publication.close();

        fixture.cycleWithLivingDriverAfter(999);
        assertThat(term.capacity()).isEqualTo(FakeDriver.TERM_LENGTH);
        fixture.cycleWithLivingDriverAfter(20);
        assertThat(term.capacity()).isZero();
    }

    @Test
    void keepsAllLogsMappedFromItsCloseToItsRelease() {
        UnsafeBuffer term = fixture.publication(false).log().buffers().terms()[0];

        conductor.close();
        fixture.cycleWithLivingDriverAfter(60_000);
        assertThat(term.capacity()).isEqualTo(FakeDriver.TERM_LENGTH);
        conductor.release();

        assertThat(term.capacity()).isZero();
    }

    @Test
    void mapsALogOnceForPublicationAndImage() {
        Publication publication = fixture.publication(false);
        Subscription subscription = fixture.subscription();
        fixture.sendImage(subscription, publication.registrationId(), "/is/not/mapped/again", 0);
        fixture.drain();

        assertThat(fixture.errors).isEmpty();
        Image image = subscription.imageAtIndex(0);
        assertThat(image.log()).isSameAs(publication.log());
        publication.close();
        fixture.cycleWithLivingDriverAfter(2000);
        assertThat(image.log().buffers().terms()[0].capacity()).isEqualTo(FakeDriver.TERM_LENGTH);
    }

    @Test
    @Conformance("SM-72")
    void joinsAnImageWhereItsCounterStands() {
        Subscription subscription = fixture.subscription();

        fixture.sendImage(subscription, 50, driver.createLog(50), 4096);
        fixture.drain();

        assertThat(subscription.imageAtIndex(0).joinPosition()).isEqualTo(4096);
        assertThat(subscription.imageAtIndex(0).sourceIdentity()).isEqualTo("aeron:ipc");
    }

    @Test
    void reportsAnImageWhoseLogCannotBeMapped() {
        Subscription subscription = fixture.subscription();

        fixture.sendImage(subscription, 50, "/no/such/file", 0);
        fixture.drain();

        assertThat(fixture.errors)
                .singleElement()
                .asString()
                .contains("/no/such/file")
                .contains("publisher waits");
        assertThat(subscription.imageCount()).isZero();
    }

    @Test
    void closesTheImagesOfASubscriptionWithIt() {
        Subscription subscription = fixture.subscription();
        fixture.sendImage(subscription, 50, driver.createLog(50), 0);
        fixture.drain();

        subscription.close();
        subscription.close();

        assertThat(fixture.told).containsExactly("available 50", "unavailable 50 closed");
        assertThat(driver.commands()).singleElement().asString().startsWith("REMOVE_SUBSCRIPTION");
    }

    @Test
    void goesOnWhenAListenerFails() {
        long id = conductor
                .requests()
                .addSubscription(
                        CHANNEL,
                        STREAM,
                        new SubscriptionListeners(
                                image -> {
                                    throw new IllegalStateException("on purpose");
                                },
                                image -> {}));
        driver.commands();
        driver.send(EventType.ON_SUBSCRIPTION_READY, buffer -> SubscriptionReadyEvent.write(buffer, 0, id, -1));
        fixture.drain();
        Subscription subscription = conductor.requests().findSubscription(id);

        fixture.sendImage(subscription, 50, driver.createLog(50), 0);
        fixture.drain();

        assertThat(subscription.imageCount()).isEqualTo(1);
        assertThat(fixture.errors)
                .singleElement()
                .satisfies(error -> assertThat(error).hasRootCauseMessage("on purpose"));
    }

    @Test
    void refusesToBlockInsideAListener() {
        Throwable[] thrown = new Throwable[1];
        long id = conductor
                .requests()
                .addSubscription(
                        CHANNEL,
                        STREAM,
                        new SubscriptionListeners(
                                image -> {
                                    try {
                                        conductor.requests().nextSessionId(STREAM);
                                    } catch (IllegalStateException e) {
                                        thrown[0] = e;
                                    }
                                },
                                image -> {}));
        driver.commands();
        driver.send(EventType.ON_SUBSCRIPTION_READY, buffer -> SubscriptionReadyEvent.write(buffer, 0, id, -1));
        fixture.drain();
        fixture.sendImage(conductor.requests().findSubscription(id), 50, driver.createLog(50), 0);
        fixture.drain();

        assertThat(thrown[0]).hasMessageContaining("must not call what waits");
        assertThat(driver.commands())
                .as("nothing is asked that nobody waits for")
                .isEmpty();
    }

    @Test
    void tellsOfAllCountersAndKeepsItsOwn() {
        long id = conductor.requests().addCounter(1001, CounterText.ofLabel("mine"));
        int counterId = driver.allocateCounter("mine", 5);
        driver.send(EventType.ON_COUNTER_READY, buffer -> CounterEvent.write(buffer, 0, id, counterId));
        driver.send(EventType.ON_COUNTER_READY, buffer -> CounterEvent.write(buffer, 0, FOREIGN, 99));
        fixture.drain();

        Counter counter = conductor.requests().findCounter(id);
        assertThat(counter.id()).isEqualTo(counterId);
        assertThat(counter.get()).isEqualTo(5);
        assertThat(counter.getAndAdd(2)).isEqualTo(5);
        assertThat(counter.compareAndSet(7, 9)).isTrue();

        driver.send(EventType.ON_UNAVAILABLE_COUNTER, buffer -> CounterEvent.write(buffer, 0, id, counterId));
        fixture.drain();
        assertThat(counter.isClosed()).isTrue();
        counter.set(1);
        assertThat(driver.counters.getCounterValue(counterId)).isEqualTo(9);
        assertThat(counter.get()).isEqualTo(9);
        assertThat(fixture.told)
                .containsExactly(
                        "counter " + id + " " + counterId, "counter 4711 99", "no counter " + id + " " + counterId);
    }

    @Test
    void leavesAStaticCounterToTheDriver() {
        long id = conductor.requests().addStaticCounter(88, 1001, CounterText.ofLabel("static"));
        int counterId = driver.allocateCounter("static", 5);
        driver.send(EventType.ON_STATIC_COUNTER, buffer -> StaticCounterEvent.write(buffer, 0, id, counterId));
        fixture.drain();
        driver.commands();

        Counter counter = conductor.requests().findCounter(id);
        assertThat(counter.registrationId()).isEqualTo(88);
        counter.close();
        assertThat(counter.isClosed()).isTrue();
        assertThat(driver.commands()).isEmpty();
    }

    @Test
    void tellsAnErrorToEveryInstanceOfAPublication() {
        Publication first = fixture.publication(false);
        long id = conductor.requests().addPublication(CHANNEL, STREAM, false);
        fixture.answerPublication(id, first.registrationId(), false, "/is/not/mapped/again");
        fixture.publication(false);

        driver.send(
                EventType.ON_PUBLICATION_ERROR,
                buffer -> PublicationErrorEvent.write(
                        buffer,
                        0,
                        first.registrationId(),
                        -1,
                        ConductorFixture.SESSION,
                        STREAM,
                        RejectingReceiver.local(),
                        ErrorCode.IMAGE_REJECTED,
                        "bad"));
        fixture.drain();

        assertThat(fixture.told)
                .containsExactlyInAnyOrder(
                        "error of " + first.registrationId() + " 13 bad from /127.0.0.1:0",
                        "error of " + id + " 13 bad from /127.0.0.1:0");
    }

    @Test
    void choosesASessionIdItselfWhenTheDriverIsTooOldToBeAsked() {
        driver.counters.setCounterValue(43, 0);

        conductor.requests().nextSessionId(STREAM);

        assertThat(driver.commands()).isEmpty();
    }

    @Test
    void saysThatItIsClosedWhenAskedForASessionId() {
        conductor.close();

        assertThatThrownBy(() -> conductor.requests().nextSessionId(STREAM)).hasMessageContaining("closed");
    }

    @Test
    void refusesAChannelThatNoDriverTakes() {
        assertThatThrownBy(
                        () -> conductor.requests().addPublication("aeron:ipc?alias=" + "x".repeat(5000), STREAM, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4095");
        assertThat(driver.commands()).isEmpty();
    }

    @Test
    void saysThatTheCommandBufferIsFull() {
        while (driver.ring.write(1, new UnsafeBuffer(new byte[1000]), 0, 1000)) {
            // Until it is full.
        }

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        conductor.requests().addPublication(CHANNEL, STREAM, false);
                    }
                })
                .isInstanceOf(BusException.class)
                .hasMessageContaining("command buffer is full");
    }

    @Test
    void sendsNothingButItsCloseWhenItCloses() {
        Publication publication = fixture.publication(false);
        Subscription subscription = fixture.subscription();
        fixture.sendImage(subscription, 50, driver.createLog(50), 0);
        fixture.drain();
        boolean[] closed = new boolean[1];
        conductor.addCloseListener(() -> closed[0] = true);

        conductor.close();
        assertThat(driver.commands()).isEmpty();
        conductor.release();

        assertThat(driver.commands())
                .containsExactly("CLIENT_CLOSE client=" + conductor.clientId() + " correlation=-1");
        assertThat(publication.isClosed()).isTrue();
        assertThat(subscription.isClosed()).isTrue();
        assertThat(fixture.told).contains("unavailable 50 closed");
        assertThat(fixture.closeCauses).containsExactly((BusException) null);
        assertThat(closed[0]).isTrue();
        assertThat(conductor.doWork()).isZero();
        assertThatThrownBy(() -> conductor.requests().addPublication(CHANNEL, STREAM, false))
                .isInstanceOf(BusException.class)
                .hasMessage("the client is closed");
    }

    @Test
    void closesASubscriptionThatTheDriverTakesBack() {
        Subscription subscription = fixture.subscription();

        driver.send(
                EventType.ON_ERROR,
                buffer -> ErrorEvent.write(
                        buffer, 0, subscription.registrationId(), ErrorCode.GENERIC_ERROR, "no room for a counter"));
        fixture.drain();

        assertThat(subscription.isClosed()).isTrue();
        assertThat(fixture.errors).singleElement().isInstanceOf(RegistrationException.class);
        assertThat(driver.commands()).isEmpty();
    }

    @Test
    void goesOnWhenItsListenerFailsToHearOfAnError() {
        fixture.isListenerFailing = true;

        driver.send(EventType.ON_ERROR, buffer -> Integer.BYTES);
        fixture.drain();

        assertThat(fixture.errors).hasSize(1);
        assertThat(conductor.isClosed()).isFalse();
    }
}
