package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.IPC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.client.response.ResponsePublications;
import io.tradebus.core.counters.CounterType;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was asked for and is given up before anybody has it. */
class AbandonedRequestTest {
    private static final String RESPONSES = "aeron:ipc?control-mode=response";
    private static final int RESPONSE_STREAM = 1002;

    private final ReconnectionFixture fixture = new ReconnectionFixture();

    @AfterEach
    void close() {
        assertThat(fixture.errors).isEmpty();
        fixture.close();
    }

    @Test
    void isRemovedAgainWhenTheDriverHasAddedIt() {
        long id = fixture.client.asyncAddExclusivePublication(IPC, ReconnectionFixture.STREAM);

        fixture.client.abandon(id);

        fixture.stepUntil("the driver has added it", () -> publications() == 1);
        fixture.stepUntil("it is removed", () -> publications() == 0);
        assertThatThrownBy(() -> fixture.client.findExclusivePublication(id))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isClosedIfItIsThere() {
        long id = fixture.client.asyncAddSubscription(IPC, ReconnectionFixture.STREAM);
        Subscription subscription = fixture.await(id, fixture.client::findSubscription);

        fixture.client.abandon(id);
        fixture.client.abandon(id);

        assertThat(subscription.isClosed()).isTrue();
    }

    @Test
    void isForgottenIfTheDriverRefusesIt() {
        long refused = fixture.client.asyncAddPublication("aeron:ipc?term-length=100k", ReconnectionFixture.STREAM);
        fixture.client.abandon(refused);
        long known = fixture.client.asyncAddPublication("aeron:ipc?term-length=100k", ReconnectionFixture.STREAM);
        fixture.step(10);

        fixture.client.abandon(known);

        assertThatThrownBy(() -> fixture.client.findPublication(refused)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixture.client.findPublication(known)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsLeftOfPublicationsOfResponsesThatWereOnlyAskedFor() {
        Subscription requests = fixture.subscription(IPC);
        Subscription responses = fixture.await(
                fixture.client.asyncAddSubscription(RESPONSES, RESPONSE_STREAM), fixture.client::findSubscription);
        ExclusivePublication asking = fixture.exclusive(IPC + "|response-correlation-id=" + responses.registrationId());
        fixture.connect(asking, requests);
        ResponsePublications answers = new ResponsePublications(
                fixture.client, requests, RESPONSES + "|term-length=64k", RESPONSE_STREAM, fixture.nanoClock);
        assertThat(answers.doWork()).as("it has asked").isEqualTo(1);

        answers.close();

        fixture.stepUntil("the driver has added it", () -> publications() == 2);
        fixture.stepUntil("it is removed", () -> publications() == 1);
        assertThat(asking.isClosed()).isFalse();
    }

    private int publications() {
        AtomicInteger count = new AtomicInteger();
        CountersReader counters = fixture.client.counters();
        counters.forEach(
                (counterId, typeId, key, label) -> count.addAndGet(typeId == CounterType.PUBLISHER_LIMIT.id() ? 1 : 0));
        return count.get();
    }
}
