package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.SupervisionPace.QUIET_INTERVALS;
import static io.tradebus.core.runtime.SupervisionPace.STIRRED_TURNS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisionPaceTest {
    private static final long INTERVAL = 20;
    private static final long QUIET = QUIET_INTERVALS * INTERVAL;

    private final SupervisionPace pace = new SupervisionPace(INTERVAL);

    private void turns(int count, long expectedNs) {
        for (int i = 0; i < count; i++) {
            assertThat(pace.pauseNs(true)).as("turn " + i).isEqualTo(expectedNs);
        }
    }

    @Test
    void sleepsLongerOnceNothingHasHappenedForSomeTurns() {
        turns(STIRRED_TURNS, INTERVAL);

        turns(3, QUIET);
    }

    @Test
    void whoStirsWakesItAndItLooksOften() {
        turns(STIRRED_TURNS, INTERVAL);
        turns(1, QUIET);

        assertThat(pace.onStirred()).isTrue();

        turns(STIRRED_TURNS, INTERVAL);
        turns(1, QUIET);
    }

    @Test
    void isNotWokenWhileItLooksOften() {
        turns(STIRRED_TURNS - 1, INTERVAL);
        assertThat(pace.onStirred()).isFalse();

        turns(STIRRED_TURNS, INTERVAL);
    }

    @Test
    void sleepsNoLongerThanATenthOfASecondForThat() {
        assertThat(quietPause(TimeUnit.MILLISECONDS.toNanos(30))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(quietPause(TimeUnit.SECONDS.toNanos(1))).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    private static long quietPause(long intervalNs) {
        SupervisionPace slow = new SupervisionPace(intervalNs);
        for (int i = 0; i < STIRRED_TURNS; i++) {
            slow.pauseNs(true);
        }
        return slow.pauseNs(true);
    }

    @Test
    void looksOftenWhileItIsNotSettled() {
        turns(STIRRED_TURNS, INTERVAL);

        assertThat(pace.pauseNs(false)).isEqualTo(INTERVAL);
        assertThat(pace.pauseNs(false)).isEqualTo(INTERVAL);
        turns(1, QUIET);
    }
}
