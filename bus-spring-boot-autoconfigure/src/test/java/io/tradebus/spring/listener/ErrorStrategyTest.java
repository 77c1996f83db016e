package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.FailureDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    void refusesAPolicyThatCannotWork() {
        assertThatThrownBy(() -> new RetryPolicy(-1, Duration.ZERO, 1, Duration.ZERO, OnError.HALT))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("max-attempts");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), 1, Duration.ofSeconds(1), OnError.HALT))
                .hasMessageContaining("retry.delay");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, 0.5, Duration.ZERO, OnError.HALT))
                .hasMessageContaining("multiplier");
    }

    private FailureDecision decide(ErrorStrategy strategy, int attempt) {
        return strategy.onFailure(new IllegalStateException("broken"), message, attempt);
    }

    private static ErrorStrategy strategy(OnError onError, RetryPolicy retry, @Nullable BusErrorHandler handler) {
        return new ErrorStrategy(new BusListenerEndpoint(
                "risk",
                List.of("orders"),
                null,
                ListenerOptions.DEFAULT.withErrors(onError, retry),
                () -> (buffer, offset, length, header) -> BusAction.CONTINUE,
                handler,
                null,
                "a test"));
    }
}
