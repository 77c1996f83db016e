package io.tradebus.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveWaitTest {
    private static final long MS = 1_000_000;

    private final List<Long> sleeps = new ArrayList<>();
    private final Sleep sleep = new Sleep() {
        @Override
        public void begin(long timeoutNs) {
            sleeps.add(timeoutNs);
        }

        @Override
        public void end(Thread sleeper) {}
    };
    private final Sleeper sleeper = new Sleeper(sleep, Sleeper.NOT_STRETCHED);
    private boolean isWokenByAll = true;
    private long quietNs = AdaptiveWait.Agenda.NOTHING_TO_DO;
    private long nowNs;
    private final AdaptiveWait.Agenda agenda = new AdaptiveWait.Agenda() {
        @Override
        public long quietNs() {
            return quietNs;
        }

        @Override
        public boolean isWokenByAll() {
            return isWokenByAll;
        }
    };
    private final AdaptiveWait wait = new AdaptiveWait(sleeper, agenda, () -> nowNs, false);

    private long slept(AdaptiveWait tested, long timeoutNs) {
        sleeps.clear();
        tested.accept(timeoutNs);
        return sleeps.get(sleeps.size() - 1);
    }

    private void fallAsleep(AdaptiveWait tested) {
        tested.accept(1);
        tested.accept(1);
    }

    @Test
    void looksOnceMoreAndSleepsShortlyBeforeItSleepsForLong() {
        wait.accept(MS);
        assertThat(sleeps).isEmpty();
        assertThat(slept(wait, MS)).isEqualTo(Sleeper.FIRST_NS);
        assertThat(slept(wait, MS)).isEqualTo(AdaptiveWait.LONGEST_NS);
    }

    @Test
    void sleepsUntilItIsWokenWhereAllWakeIt() {
        fallAsleep(wait);

        assertThat(slept(wait, 1)).isEqualTo(AdaptiveWait.LONGEST_NS);
        assertThat(slept(wait, 3 * AdaptiveWait.LONGEST_NS)).as("as configured").isEqualTo(3 * AdaptiveWait.LONGEST_NS);
    }

    @Test
    void sleepsUntilItsNextTimerWhoeverWakesIt() {
        fallAsleep(wait);
        quietNs = 7;
        assertThat(slept(wait, MS)).isEqualTo(7);

        isWokenByAll = false;

        assertThat(slept(wait, MS)).isEqualTo(7);
    }

    @Test
    void sleepsAsItsStrategySaysWhenItIsToLookAgain() {
        fallAsleep(wait);
        quietNs = 0;
        assertThat(slept(wait, 3)).isEqualTo(3);
        quietNs = -1;
        assertThat(slept(wait, MS)).isEqualTo(MS);
    }

    @Test
    void sleepsAsItsStrategySaysWhereNotAllWakeIt() {
        isWokenByAll = false;
        fallAsleep(wait);

        assertThat(slept(wait, 3)).isEqualTo(3);
        assertThat(slept(wait, MS)).isEqualTo(MS);
    }

    @Test
    void waitsForWhatComesRegularlyWhereNotAllWakeIt() {
        learn(wait);
        assertThat(slept(wait, 3)).isBetween(1_800_000L, 2 * MS);
        nowNs += 2 * MS;
        assertThat(slept(wait, 3)).isEqualTo(ArrivalRhythm.SHORTEST_NS);
        nowNs += 20 * MS;
        assertThat(slept(wait, 3)).as("nothing is expected any more").isEqualTo(3);
    }

    @Test
    void neverSleepsLongerThanItsStrategyWouldWhereNotAllWakeIt() {
        isWokenByAll = false;
        fallAsleep(wait);
        wait.accept(MS);
        for (int i = 0; i < 20; i++) {
            nowNs += 50 * MS;
            wait.onWork(nowNs);
        }

        assertThat(slept(wait, 3)).isEqualTo(MS);
    }

    @Test
    void doesNotWaitForArrivalsIfItsStrategySleepsEvenly() {
        AdaptiveWait patient = new AdaptiveWait(sleeper, agenda, () -> nowNs, true);
        learn(patient);

        assertThat(slept(patient, 10 * MS)).isEqualTo(10 * MS);
    }

    private void learn(AdaptiveWait tested) {
        isWokenByAll = false;
        fallAsleep(tested);
        tested.accept(10 * MS);
        for (int i = 0; i < 20; i++) {
            nowNs += 2 * MS;
            tested.onWork(nowNs);
        }
    }
}
