package io.tradebus.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.ControllableIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.UnsafeBufferStatusIndicator;
import org.junit.jupiter.api.Test;

class IdleSettingsTest {
    @Test
    void makesTheStrategyOfEachName() {
        assertThat(IdleSettings.of("backoff").newIdleStrategy()).isInstanceOf(BackoffIdleStrategy.class);
        assertThat(IdleSettings.of("noop").newIdleStrategy()).isInstanceOf(NoOpIdleStrategy.class);
        assertThat(IdleSettings.of("spin").newIdleStrategy()).isInstanceOf(BusySpinIdleStrategy.class);
        assertThat(IdleSettings.of("yield").newIdleStrategy()).isInstanceOf(YieldingIdleStrategy.class);
        assertThat(IdleSettings.of("sleep-ns").newIdleStrategy()).isInstanceOf(SleepingIdleStrategy.class);
        assertThat(IdleSettings.of("sleeping").newIdleStrategy()).isInstanceOf(SleepingIdleStrategy.class);
        assertThat(IdleSettings.of("sleep-ms").newIdleStrategy()).isInstanceOf(SleepingMillisIdleStrategy.class);
    }

    @Test
    void knowsWhichNeverSleep() {
        assertThat(IdleSettings.of("noop").isSpinning()).isTrue();
        assertThat(IdleSettings.of("spin").isSpinning()).isTrue();
        assertThat(IdleSettings.of("org.agrona.concurrent.YieldingIdleStrategy").isSpinning())
                .isTrue();
        assertThat(IdleSettings.BACKOFF.isSpinning()).isFalse();
        assertThat(IdleSettings.of("sleep-ms").isSpinning()).isFalse();
    }

    @Test
    void takesClassNames() {
        assertThat(IdleSettings.of("org.agrona.concurrent.YieldingIdleStrategy").newIdleStrategy())
                .isInstanceOf(YieldingIdleStrategy.class);
        assertThat(IdleSettings.of(OwnIdleStrategy.class.getName()).newIdleStrategy())
                .isInstanceOf(OwnIdleStrategy.class);
    }

    @Test
    void takesArgumentsOfBackoffAndSleep() {
        assertThat(new IdleSettings("backoff", "1-2-3us-4ms").newIdleStrategy().toString())
                .contains("maxSpins=1", "maxYields=2", "minParkPeriodNs=3000", "maxParkPeriodNs=4000000");
        assertThat(new IdleSettings("sleep-ns", "5us").newIdleStrategy().toString())
                .contains("5000");
    }

    @Test
    void leavesItToOthersHowAThreadSleepsThatMayBeWoken() {
        List<Long> sleeps = new ArrayList<>();
        IdleStrategy idle = new IdleSettings("backoff", "0-1-3us-5us").newWakeableIdleStrategy(sleeps::add);
        for (int work : new int[] {0, 0, 0, 0, 1, 0, 0}) {
            idle.idle(work);
        }

        assertThat(sleeps).as("it yields once before").containsExactly(3_000L, 5_000L, 5_000L, 3_000L);
    }

    @Test
    void isWokenWhereverItSleeps() {
        assertThat(IdleSettings.of("spin").newWakeableIdleStrategy(ns -> {})).isInstanceOf(BusySpinIdleStrategy.class);
        sleepsEvenly("sleep-ns", "5us", 5_000L);
        sleepsEvenly("sleeping", "5000", 5_000L);
        sleepsEvenly("sleep-ns", "", SleepingIdleStrategy.DEFAULT_SLEEP_PERIOD_NS);
        sleepsEvenly("sleep-ms", "", 1_000_000L);
        sleepsEvenly("sleep-ms", "2500us", 2_000_000L);
        sleepsEvenly("sleep-ms", "5us", 1_000_000L);
        assertThat(IdleSettings.BACKOFF.isSleepingEvenly()).isFalse();
    }

    private static void sleepsEvenly(String name, String arguments, long sleepNs) {
        List<Long> sleeps = new ArrayList<>();
        IdleSettings sleeping = new IdleSettings(name, arguments);
        IdleStrategy idle = sleeping.newWakeableIdleStrategy(sleeps::add);
        for (int work : new int[] {0, 0, 1, 0}) {
            idle.idle(work);
        }
        assertThat(sleeps).as(name + " " + arguments).containsExactly(sleepNs, sleepNs, sleepNs);
        assertThat(sleeping.isSleepingEvenly()).isTrue();
    }

    @Test
    void isControlledByACounterThatBeginsAtPark() {
        UnsafeBufferStatusIndicator control =
                new UnsafeBufferStatusIndicator(new UnsafeBuffer(ByteBuffer.allocateDirect(128)), 0);

        assertThat(IdleSettings.of("controllable").newIdleStrategy(control))
                .isInstanceOf(ControllableIdleStrategy.class);

        assertThat(control.getVolatile()).isEqualTo(4);
    }

    @Test
    void refusesToBeControllableWithoutACounter() {
        assertThatThrownBy(() -> IdleSettings.of("controllable").newIdleStrategy())
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("needs a counter");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> IdleSettings.of("bakoff"))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("must be one of [backoff, noop")
                .hasMessageContaining("'bakoff'");
        assertThatThrownBy(() -> new IdleSettings("backoff", "1-2"))
                .hasMessageContaining("spins-yields-minpark-maxpark, but were '1-2'");
        assertThatThrownBy(() -> new IdleSettings("noop", "1")).hasMessageContaining("takes no arguments");
        assertThatThrownBy(() -> new IdleSettings("sleep-ns", "-1")).hasMessageContaining("must be positive numbers");
    }

    /** A strategy of an application. */
    public static final class OwnIdleStrategy implements org.agrona.concurrent.IdleStrategy {
        @Override
        public void idle(int workCount) {
            idle();
        }

        @Override
        public void idle() {
            Thread.onSpinWait();
        }

        @Override
        public void reset() {}
    }
}
