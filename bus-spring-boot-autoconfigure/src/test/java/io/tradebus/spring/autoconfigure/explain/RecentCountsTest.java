package io.tradebus.spring.autoconfigure.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentCountsTest {
    private static final Count DROPPED = Count.dropped("orders");
    private static final Count SHORT_SENDS = Count.of(SystemCounter.SHORT_SENDS);
    private static final long WINDOW = RecentCounts.WINDOW_MS;

    private final RecentCounts recent = new RecentCounts();

    @Test
    void takesEverythingForNewInANewApplication() {
        recent.remember(Map.of(DROPPED, 3L), 1_000);

        assertThat(of(DROPPED, 5, WINDOW, true)).isEqualTo(5);
    }

    @Test
    void tellsWhatIsNewFromWhatWasThereBefore() {
        recent.remember(Map.of(DROPPED, 3L), 0);
        recent.remember(Map.of(DROPPED, 4L), 30_000);

        assertThat(of(DROPPED, 5, WINDOW, true)).isEqualTo(2);
        assertThat(of(DROPPED, 5, WINDOW + 29_999, true)).isEqualTo(2);
        assertThat(of(DROPPED, 5, WINDOW + 30_000, true)).isEqualTo(1);
        assertThat(of(DROPPED, 4, 3 * WINDOW, true)).isZero();
    }

    @Test
    void takesNothingOfADriverForNewThatWasThereBefore() {
        assertThat(of(SHORT_SENDS, 7, 1_000, false)).isZero();
        assertThat(of(DROPPED, 7, 1_000, false)).isEqualTo(7);

        recent.remember(Map.of(SHORT_SENDS, 7L, DROPPED, 7L), 1_000);

        assertThat(of(SHORT_SENDS, 9, 2_000, false)).isEqualTo(2);
        assertThat(of(DROPPED, 9, 2_000, false)).isEqualTo(9);
    }

    @Test
    void noticesThatACountBeganAnew() {
        recent.remember(Map.of(SHORT_SENDS, 7L), 0);

        assertThat(of(SHORT_SENDS, 2, WINDOW, true)).isEqualTo(2);
    }

    private long of(Count count, long value, long nowMs, boolean isNewDriver) {
        Tally tally = recent.tally(Map.of(count, value), nowMs, isNewDriver);
        assertThat(tally.total(count)).isEqualTo(value);
        return tally.recent(count);
    }
}
