package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.spring.listener.Instrumentation.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerOptionsTest {
    private static final RetryPolicy RETRY =
            new RetryPolicy(5, Duration.ofMillis(20), 3, Duration.ofSeconds(2), OnError.SKIP);
    private static final Instrumentation MEASURED = new Instrumentation(Timing.SAMPLED, 32, true);

    @Test
    void copiesDifferInWhatWasAskedForAndInNothingElse() {
        ListenerOptions all = new ListenerOptions(
                false,
                AckMode.RECORD,
                7,
                IdleSettings.of("spin"),
                OnError.DETACH,
                RETRY,
                Duration.ofSeconds(9),
                Duration.ofSeconds(11),
                3,
                "dead",
                MEASURED);

        assertThat(all.withIdle(IdleSettings.BACKOFF).withIdle(IdleSettings.of("spin")))
                .isEqualTo(all);
        assertThat(all.withAutoStartup(true).withAutoStartup(false)).isEqualTo(all);
        assertThat(all.withErrors(OnError.HALT, RetryPolicy.DEFAULT).withErrors(OnError.DETACH, RETRY))
                .isEqualTo(all);
        assertThat(all.withDrainTimeout(Duration.ZERO).withDrainTimeout(Duration.ofSeconds(9)))
                .isEqualTo(all);
        assertThat(all.withConcurrency(1).withConcurrency(3)).isEqualTo(all);
        assertThat(all.withDeadLetterStream(null).withDeadLetterStream("dead")).isEqualTo(all);
        assertThat(all.withInstrumentation(Instrumentation.DEFAULT).withInstrumentation(MEASURED))
                .isEqualTo(all);
        assertThat(all.withConcurrency(1).concurrency()).isEqualTo(1);
        assertThat(all.withErrors(OnError.HALT, RETRY).onError()).isEqualTo(OnError.HALT);
    }
}
