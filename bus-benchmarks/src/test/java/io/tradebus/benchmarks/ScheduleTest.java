package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void messagesAreDueAtEqualDistancesWhateverBecomesOfThem() {
        Schedule schedule = new Schedule(3, 100);

        assertThat(schedule.offsetNs(0)).isZero();
        assertThat(schedule.offsetNs(1)).isEqualTo(333_333_333);
        assertThat(schedule.offsetNs(2)).isEqualTo(666_666_666);
        assertThat(schedule.offsetNs(3)).isEqualTo(1_000_000_000);
    }

    @Test
    void distancesDoNotAddUpErrors() {
        Schedule schedule = new Schedule(700_000_001, Long.MAX_VALUE);

        assertThat(schedule.offsetNs(700_000_001L * 3_600)).isEqualTo(3_600_000_000_000L);
    }

    @Test
    void aMessageIsDueFromItsTimeOnUntilAllAreSent() {
        Schedule schedule = new Schedule(1_000, 2);

        assertThat(schedule.isDue(0, 0)).isTrue();
        assertThat(schedule.isDue(1, 999_999)).isFalse();
        assertThat(schedule.isDue(1, 1_000_000)).isTrue();
        assertThat(schedule.isDue(2, 10_000_000)).isFalse();
    }

    @Test
    void aScheduleThatLastsHasAllMessagesOfItsTime() {
        assertThat(Schedule.lasting(0.5, 10_000)).isEqualTo(new Schedule(10_000, 5_000));
        assertThat(Schedule.lasting(0.001, 10).count()).isEqualTo(1);
        assertThatThrownBy(() -> new Schedule(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schedule(1_000_000_001, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
