package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.DeadLetter;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.OfferStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ErrorStrategyTest {
    private static final RetryPolicy TWICE =
            new RetryPolicy(2, Duration.ofMillis(10), 3, Duration.ofMillis(25), OnError.HALT);

    private final BusMessage message =
            new BusMessage().wrap(new UnsafeBuffer(new byte[64]), 0, 64, HandlerMethods.header());

    @Test
    void triesAgainWithAGrowingDelayAndThenHalts() {
        ErrorStrategy strategy = strategy(OnError.RETRY, TWICE, null);

        assertThat(decide(strategy, 1)).hasToString("RETRY after 10000000 ns");
        assertThat(decide(strategy, 2)).hasToString("RETRY after 25000000 ns");
        assertThat(decide(strategy, 3)).isSameAs(FailureDecision.HALT);
    }

    @ParameterizedTest
    @EnumSource(
            value = OnError.class,
            names = {"SKIP", "HALT", "DETACH"})
    void doesWhatItIsToldWhenTheRetriesAreUsedUp(OnError then) {
        RetryPolicy policy = new RetryPolicy(0, Duration.ZERO, 1, Duration.ZERO, then);

        assertThat(decide(strategy(OnError.RETRY, policy, null), 1)).hasToString(then.name());
        assertThat(decide(strategy(then, RetryPolicy.DEFAULT, null), 1)).hasToString(then.name());
    }

    @Test
    void asksTheErrorHandlerInstead() {
        List<Integer> attempts = new ArrayList<>();
        ErrorStrategy strategy = strategy(OnError.HALT, TWICE, (failure, failed, attempt) -> {
            attempts.add(attempt);
            assertThat(failure).hasMessage("broken");
            assertThat(failed).isSameAs(message);
            return attempt < 3 ? BusErrorHandler.Decision.RETRY : BusErrorHandler.Decision.SKIP;
        });

        assertThat(decide(strategy, 1)).hasToString("RETRY after 10000000 ns");
        assertThat(decide(strategy, 3)).isSameAs(FailureDecision.SKIP);
        assertThat(attempts).containsExactly(1, 3);
    }

    @Test
    void haltsAtAnErrorWhateverItIsTold() {
        ErrorStrategy strategy = strategy(OnError.SKIP, TWICE, (failure, failed, attempt) -> {
            throw new AssertionError("not to be asked");
        });

        assertThat(strategy.onFailure(new StackOverflowError(), message, 1)).isSameAs(FailureDecision.HALT);
    }

    @Test
    void copiesTheMessageWithWhereItCameFromBeforeIt() {
        var dead = new StubPublisher("dead");
        var strategy = new ErrorStrategy(endpoint(OnError.DEAD_LETTER, TWICE, null), new DeadLetters(dead));

        assertThat(decide(strategy, 1)).isSameAs(FailureDecision.DEAD_LETTERED);

        byte[] copy = dead.messages.get(0);
        DeadLetter letter = new DeadLetter().wrap(new UnsafeBuffer(copy), 0, copy.length, HandlerMethods.header());
        assertThat(letter).hasToString("dead letter: stream=1001 session=7 position=128 attempts=1 length=64");
        assertThat(letter.reservedValue()).isEqualTo(42);
        assertThat(letter.offset()).isEqualTo(DeadLetter.PREFIX_LENGTH).isEqualTo(32);
    }

    @Test
    void aLogThatRotatesIsNoWantOfRoomForACopy() {
        var dead = new StubPublisher("dead");
        RetryPolicy never = new RetryPolicy(0, Duration.ofMillis(10), 1, Duration.ofMillis(10), OnError.HALT);
        var strategy = new ErrorStrategy(endpoint(OnError.DEAD_LETTER, never, null), new DeadLetters(dead));
        dead.refusals(1, OfferStatus.ADMIN_ACTION);

        assertThat(decide(strategy, 1)).isSameAs(FailureDecision.DEAD_LETTERED);
        assertThat(dead.messages).hasSize(1);
    }

    @Test
    void asksAgainWhileThereIsNoRoomForACopyAndHaltsInTheEnd() {
        var dead = new StubPublisher("dead");
        List<Integer> asked = new ArrayList<>();
        var strategy = new ErrorStrategy(
                endpoint(OnError.SKIP, TWICE, (failure, failed, attempt) -> {
                    asked.add(attempt);
                    return BusErrorHandler.Decision.DEAD_LETTER;
                }),
                new DeadLetters(dead));
        dead.refusals(3, OfferStatus.BACK_PRESSURED);
        var failure = new IllegalStateException("broken");

        assertThat(strategy.onFailure(failure, message, 1)).hasToString("ASK_AGAIN after 10000000 ns");
        assertThat(strategy.onFailure(failure, message, 1)).hasToString("ASK_AGAIN after 25000000 ns");
        assertThat(strategy.onFailure(failure, message, 1)).isSameAs(FailureDecision.HALT);

        assertThat(asked).as("who decides is asked once").containsExactly(1);
        assertThat(failure.getSuppressed()[0])
                .hasMessage("dead-letter stream 'dead' did not take it in 3 attempts: BACK_PRESSURED");
        assertThat(strategy.onFailure(failure, message, 1)).isSameAs(FailureDecision.DEAD_LETTERED);
    }

    @Test
    void aMessageThatIsTriedAgainWhileItsCopyWaitsHasAllItsAttempts() {
        var dead = new StubPublisher("dead");
        RetryPolicy policy = TWICE.withThen(OnError.DEAD_LETTER);
        var strategy = new ErrorStrategy(endpoint(OnError.RETRY, policy, null), new DeadLetters(dead));
        dead.refusals(1, OfferStatus.BACK_PRESSURED);
        HandlerMethods.attempt(message.header(), 3);
        assertThat(decide(strategy, 3)).hasToString("ASK_AGAIN after 10000000 ns");

        // An operator has it handled again, which counts its attempts anew.
        HandlerMethods.attempt(message.header(), 4);
        assertThat(decide(strategy, 1)).hasToString("RETRY after 10000000 ns");
        HandlerMethods.attempt(message.header(), 6);
        assertThat(decide(strategy, 3)).isSameAs(FailureDecision.DEAD_LETTERED);
    }

    @Test
    void refusesToCopyMessagesNowhereOrToTheirOwnStream() {
        ListenerOptions options =
                ListenerOptions.DEFAULT.withErrors(OnError.RETRY, RetryPolicy.DEFAULT.withThen(OnError.DEAD_LETTER));
        BusListenerEndpoint listener = endpoint(OnError.SKIP, TWICE, null);

        assertThatThrownBy(() -> listener.withOptions(options))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("on-error retry(3)->dead-letter")
                .hasMessageContaining("bus.listeners.risk.dead-letter.stream");
        assertThatThrownBy(() -> listener.withOptions(options.withDeadLetterStream("orders")))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("listens to 'orders' and would copy there");
    }

    @Test
    void refusesAPolicyThatCannotWork() {
        assertThatThrownBy(() -> new RetryPolicy(-1, Duration.ZERO, 1, Duration.ZERO, OnError.HALT))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("max-attempts");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), 1, Duration.ofSeconds(1), OnError.HALT))
                .hasMessageContaining("retry.delay");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, 0.5, Duration.ZERO, OnError.HALT))
                .hasMessageContaining("multiplier");
    }

    @Test
    void namesTheMessageByThePositionThatItsHandlerSees(CapturedOutput output) {
        decide(strategy(OnError.SKIP, TWICE, null), 1);

        assertThat(message.header().position()).isEqualTo(128);
        assertThat(output).contains("skipped the message at position 128 of orders, session 7");
    }

    private FailureDecision decide(ErrorStrategy strategy, int attempt) {
        return strategy.onFailure(new IllegalStateException("broken"), message, attempt);
    }

    private static ErrorStrategy strategy(OnError onError, RetryPolicy retry, @Nullable BusErrorHandler handler) {
        return new ErrorStrategy(endpoint(onError, retry, handler), null);
    }

    private static BusListenerEndpoint endpoint(OnError onError, RetryPolicy retry, @Nullable BusErrorHandler handler) {
        return new BusListenerEndpoint(
                "risk",
                List.of("orders"),
                null,
                ListenerOptions.DEFAULT.withErrors(onError, retry).withDeadLetterStream("dead"),
                () -> (buffer, offset, length, header) -> BusAction.CONTINUE,
                handler,
                null,
                "a test");
    }
}
