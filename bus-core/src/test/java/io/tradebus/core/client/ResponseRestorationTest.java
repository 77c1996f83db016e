package io.tradebus.core.client;

import static io.tradebus.core.client.ReconnectionFixture.poll;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.response.RequestChannel;
import io.tradebus.core.client.response.RequestListener;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.RequestTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom requests and responses name once the driver is another one. */
class ResponseRestorationTest {
    private static final String REQUESTS = "aeron:ipc?term-length=64k";
    private static final String RESPONSES = "aeron:ipc?control-mode=response";
    private static final int RESPONSE_STREAM = 1002;

    private final ReconnectionFixture fixture = new ReconnectionFixture();

    @AfterEach
    void close() {
        assertThat(fixture.errors).isEmpty();
        fixture.close();
    }

    @Test
    void requestsNameTheSubscriptionForResponsesAnew() {
        Subscription answers = subscription(RESPONSES);
        ExclusivePublication questions = fixture.exclusive(naming(REQUESTS, answers.registrationId()));
        Subscription asked = fixture.subscription(REQUESTS);
        fixture.connect(questions, asked);

        for (int i = 1; i <= 2; i++) {
            long before = answers.registrationId();
            fixture.loseDriver();
            fixture.restart();

            assertThat(fixture.returns.get(i - 1).failures()).isEmpty();
            assertThat(answers.registrationId()).isNotEqualTo(before);
            assertThat(questions.channel()).isEqualTo(naming(REQUESTS, answers.registrationId()));
            fixture.connect(questions, asked);
            Image image = requireNonNull(asked.imageBySessionId(questions.sessionId()));
            ExclusivePublication answer = exclusive(naming(RESPONSES, image.correlationId()));
            fixture.connect(answer, answers);
            fixture.offer(answer, i);
            assertThat(poll(answers)).containsExactly((long) i);
            answer.close();
        }
    }

    @Test
    void requestsOverTheNetworkNameASubscriptionThatTheNextDriverHas() {
        Subscription answers = subscription("aeron:udp?control-mode=response|control=127.0.0.1:20022");
        ConcurrentPublication questions =
                fixture.publication(naming("aeron:udp?endpoint=127.0.0.1:20021", answers.registrationId()));
        ConcurrentPublication same = fixture.publication(questions.channel());
        assertThat(same.isOriginal()).isFalse();

        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.returns.get(0).failures()).isEmpty();
        assertThat(questions.channel()).endsWith("=" + answers.registrationId());
        assertThat(same.originalRegistrationId()).isEqualTo(questions.registrationId());
    }

    @Test
    void requestsAreGivenUpWithoutTheSubscriptionForResponses() {
        Subscription answers = subscription(RESPONSES);
        ExclusivePublication questions = fixture.exclusive(naming(REQUESTS, answers.registrationId()));
        answers.close();
        fixture.loseDriver();
        fixture.restart();

        assertThat(questions.isClosed()).isTrue();
        assertThat(fixture.returns.get(0).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).hasMessageContaining("is closed: add both anew"));
    }

    @Test
    void requestsAreGivenUpWhenTheSubscriptionForResponsesCannotBeAdded() {
        Subscription answers =
                subscription("aeron:udp?control-mode=response|control=127.0.0.1:20022|endpoint=127.0.0.1:20023");
        ExclusivePublication questions =
                fixture.exclusive(naming("aeron:udp?endpoint=127.0.0.1:20021", answers.registrationId()));

        // The lost driver still has the port.
        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.returns.get(0).failures())
                .extracting(DriverReturn.RestoreFailure::handle)
                .containsExactly(answers, questions);
    }

    @Test
    void nobodyIsAnsweredWhoAskedByTheLostDriver() {
        Subscription asked = fixture.subscription(REQUESTS);
        ExclusivePublication questions = fixture.exclusive(REQUESTS);
        fixture.connect(questions, asked);
        long id = asked.imageAtIndex(0).correlationId();
        ExclusivePublication answer = exclusive(naming(RESPONSES, id));
        fixture.loseDriver();
        fixture.restart();

        assertThat(answer.isClosed()).isTrue();
        assertThat(fixture.returns.get(0).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handle()).isSameAs(answer);
            assertThat(failure.cause())
                    .hasMessageContaining("response-correlation-id " + id)
                    .hasMessageContaining("means nothing to the next driver");
        });
    }

    @Test
    void whoeverAskedADriverThatHadOnlyBeenStoppedIsAnsweredStill() {
        try (SteppedClient other = fixture.otherClient(REQUESTS)) {
            Subscription asked = fixture.subscription(REQUESTS);
            fixture.stepUntil("asked", () -> asked.imageCount() == 1);
            ExclusivePublication answer =
                    exclusive(naming(RESPONSES, asked.imageAtIndex(0).correlationId()));
            fixture.loseDriver();
            fixture.resumeDriver();
            fixture.stepUntil("back", () -> poll(asked).isEmpty() && !fixture.returns.isEmpty());

            assertThat(fixture.returns.get(0).failures()).isEmpty();
            assertThat(answer.isClosed()).isFalse();
            assertThat(other.client().isClosed()).isFalse();
        }
    }

    @Test
    void aPlaceForResponsesIsKeptAtTheNextDriver() {
        ExclusivePublication place = exclusive("aeron:ipc?control-mode=response|response-correlation-id=prototype");
        fixture.loseDriver();
        fixture.restart();

        assertThat(fixture.returns.get(0).failures()).isEmpty();
        assertThat(place.isClosed()).isFalse();
    }

    @Test
    void aRequestChannelThatIsNotPolledMeanwhileLosesNothingTwice() {
        RequestChannel channel = new RequestChannel(
                fixture.client,
                new RequestRoute(REQUESTS, ReconnectionFixture.STREAM, RESPONSES, RESPONSE_STREAM),
                RequestTimeouts.DEFAULT,
                new RequestListener() {},
                fixture.nanoClock);
        Subscription asked = fixture.subscription(REQUESTS);
        fixture.stepUntil("open", () -> pollOnce(channel) && asked.imageCount() == 1);
        fixture.loseDriver();
        fixture.restart();
        assertThat(fixture.returns.get(0).failures()).isEmpty();

        fixture.stepUntil(
                "open again",
                () -> pollOnce(channel)
                        && asked.images().stream()
                                        .filter(image -> !image.isDraining())
                                        .count()
                                == 1);
    }

    private static boolean pollOnce(RequestChannel channel) {
        channel.poll((buffer, offset, length, header) -> {}, 1);
        return true;
    }

    private Subscription subscription(String channel) {
        return fixture.await(
                fixture.client.asyncAddSubscription(channel, RESPONSE_STREAM), fixture.client::findSubscription);
    }

    private ExclusivePublication exclusive(String channel) {
        return fixture.await(
                fixture.client.asyncAddExclusivePublication(channel, RESPONSE_STREAM),
                fixture.client::findExclusivePublication);
    }

    private static String naming(String channel, long id) {
        return channel + "|response-correlation-id=" + id;
    }
}
