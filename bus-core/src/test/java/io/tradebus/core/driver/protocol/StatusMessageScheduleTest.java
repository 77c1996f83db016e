package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusMessageScheduleTest {
    private static final long TIMEOUT_NS = 200;
    private static final long JOIN = 4096;
    private static final int WINDOW = 1030;

    private final StatusMessageSchedule schedule = new StatusMessageSchedule(JOIN, WINDOW, TIMEOUT_NS);

    @Test
    void theFirstMessageIsDueAtOnceAndNamesTheJoinPosition() {
        assertThat(schedule.isDue(0)).isTrue();
        assertThat(schedule.position()).isEqualTo(JOIN);
        assertThat(schedule.windowLength()).isEqualTo(WINDOW);
        assertThat(schedule.sentPosition()).isEqualTo(JOIN);
    }

    @ParameterizedTest
    @CsvSource({
        // A quarter of 1030 is 257.
        "4096, 1030, false, false",
        "4353, 1030, false, false",
        "4354, 1030, false, true",
        "4096, 1031, false, true",
        "4096, 1029, false, true",
        "4096, 1030, true, true"
    })
    void aMessageIsScheduledForEachReason(long consumed, int window, boolean isForced, boolean isScheduled) {
        schedule.onSent(0);

        assertThat(schedule.onTrack(consumed, window, isForced)).isEqualTo(isScheduled);
        assertThat(schedule.isDue(1)).isEqualTo(isScheduled);
        if (isScheduled) {
            assertThat(schedule.position()).isEqualTo(consumed);
            assertThat(schedule.windowLength()).isEqualTo(window);
        }
    }

    @Test
    void aMessageIsRepeatedAfterTheTimeoutAndSaysTheSame() {
        schedule.onSent(10);
        schedule.onTrack(JOIN + 100, WINDOW, false);

        assertThat(schedule.isDue(10 + TIMEOUT_NS - 1)).isFalse();
        assertThat(schedule.isDue(10 + TIMEOUT_NS)).isTrue();
        assertThat(schedule.position()).isEqualTo(JOIN);

        schedule.onSent(10 + TIMEOUT_NS);
        assertThat(schedule.isDue(11 + TIMEOUT_NS)).isFalse();
    }

    @Test
    void messagesOfImagesThatBeganAtOtherTimesAreRepeatedTogether() {
        long timeoutNs = 200_000_000;
        long[] sentNs = {1_000_000_001, 1_002_000_000, 1_004_999_999};
        for (long each : sentNs) {
            StatusMessageSchedule one = new StatusMessageSchedule(JOIN, WINDOW, timeoutNs);

            one.onSent(each);

            assertThat(one.repetitionDueNs()).isEqualTo(1_200_000_000);
            assertThat(one.isRepetitionDue(1_199_999_999)).isFalse();
            assertThat(one.isRepetitionDue(1_200_000_000)).isTrue();
        }
    }

    @Test
    void consumptionCountsFromTheLastScheduledPositionSentOrNot() {
        schedule.onSent(0);
        assertThat(schedule.onTrack(JOIN + 300, WINDOW, false)).isTrue();
        assertThat(schedule.onTrack(JOIN + 500, WINDOW, false)).isFalse();
        assertThat(schedule.sentPosition()).isEqualTo(JOIN);

        schedule.onSent(1);
        assertThat(schedule.sentPosition()).isEqualTo(JOIN + 300);
        assertThat(schedule.onTrack(JOIN + 558, WINDOW, false)).isTrue();
    }

    @Test
    void timeMayWrapAround() {
        schedule.onSent(Long.MAX_VALUE - 10);

        assertThat(schedule.isDue(Long.MIN_VALUE)).isFalse();
        assertThat(schedule.isDue(Long.MIN_VALUE + TIMEOUT_NS)).isTrue();
    }
}
