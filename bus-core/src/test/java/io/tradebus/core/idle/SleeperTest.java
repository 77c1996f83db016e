package io.tradebus.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SleeperTest {
    private static final long LONG = 1_000;

    private final List<String> events = new ArrayList<>();
    private boolean isWokenByAll = true;
    private final Sleeper sleeper = new Sleeper(
            new Rest() {
                @Override
                public void begin(long timeoutNs) {
                    events.add("rest " + timeoutNs);
                }

                @Override
                public void end(Thread thread) {
                    assertThat(thread).isEqualTo(Thread.currentThread());
                    events.add("end");
                }
            },
            () -> isWokenByAll);

    @Test
    void looksOnceMoreBeforeItSleeps() {
        sleeper.accept(1);
        assertThat(events).isEmpty();

        sleeper.accept(2);
        sleeper.accept(4);

        assertThat(events).containsExactly("rest 2", "rest 4");
    }

    @Test
    void isNotWokenWhileItIsAwake() {
        sleeper.wake();

        assertThat(events).isEmpty();
    }

    @Test
    void isWokenOnceBySeveral() {
        sleeper.accept(1);

        sleeper.wake();
        sleeper.wake();

        assertThat(events).containsExactly("end");
    }

    @Test
    void looksOnceMoreEachTimeItWasWoken() {
        sleeper.accept(1);
        sleeper.wake();
        sleeper.accept(1);
        assertThat(events).containsExactly("end");

        sleeper.accept(2);

        assertThat(events).containsExactly("end", "rest 2");
    }

    @Test
    void sleepsLongerOnceItHasSleptLongManyTimes() {
        sleepLong(Sleeper.PATIENCE);
        assertThat(events).doesNotContain("rest " + LONG * Sleeper.STRETCH);

        sleeper.accept(LONG);

        assertThat(events).endsWith("rest " + LONG * Sleeper.STRETCH);
    }

    @Test
    void sleepsNoLongerThanItIsToldWhereNotAllWakeIt() {
        isWokenByAll = false;
        sleepLong(Sleeper.PATIENCE);

        sleeper.accept(LONG);

        assertThat(events).endsWith("rest " + LONG);
    }

    @Test
    void beginsAnewWhenSomethingCame() {
        sleepLong(Sleeper.PATIENCE);
        sleeper.accept(1);

        sleeper.accept(LONG);

        assertThat(events).endsWith("rest 1", "rest " + LONG);
    }

    private void sleepLong(int times) {
        sleeper.accept(LONG);
        events.clear();
        for (int i = 0; i < times; i++) {
            sleeper.accept(LONG);
        }
    }
}
