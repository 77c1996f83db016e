package io.tradebus.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SleeperTest {
    private static final long LONG = 2 * Sleeper.FIRST_NS;

    private static final int ROUNDS = 20_000;

    private final List<String> events = new ArrayList<>();
    private boolean isWokenByAll = true;
    private long quietNs;
    private long leastNs;
    private final Sleeper sleeper = new Sleeper(
            new Sleep() {
                @Override
                public void begin(long timeoutNs) {
                    events.add("sleep " + timeoutNs);
                }

                @Override
                public long leastNs() {
                    return leastNs;
                }

                @Override
                public void end(Thread thread) {
                    assertThat(thread).isEqualTo(Thread.currentThread());
                    events.add("end");
                }
            },
            () -> isWokenByAll,
            () -> quietNs);

    @Test
    void looksOnceMoreBeforeItSleeps() {
        sleeper.accept(1);
        assertThat(events).isEmpty();

        sleeper.accept(2);
        sleeper.accept(4);

        assertThat(events).containsExactly("sleep 2", "sleep 4");
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

        assertThat(events).containsExactly("end", "sleep 2");
    }

    @Test
    void sleepsShortlyBeforeItSleepsForLong() {
        sleeper.accept(LONG);
        sleeper.accept(LONG);
        sleeper.accept(LONG);
        assertThat(events).containsExactly("sleep " + Sleeper.FIRST_NS, "sleep " + LONG);
        events.clear();

        sleeper.wake();
        sleeper.accept(LONG);
        sleeper.accept(LONG);
        sleeper.accept(LONG);

        assertThat(events).containsExactly("end", "sleep " + Sleeper.FIRST_NS, "sleep " + LONG);
    }

    @Test
    void sleepsLongerOnceItHasSleptLongManyTimes() {
        sleepLong(Sleeper.PATIENCE);
        assertThat(events).doesNotContain("sleep " + LONG * Sleeper.STRETCH);

        sleeper.accept(LONG);

        assertThat(events).endsWith("sleep " + LONG * Sleeper.STRETCH);
    }

    @Test
    void sleepsNoLongerThanItIsToldWhereNotAllWakeIt() {
        isWokenByAll = false;
        sleepLong(Sleeper.PATIENCE);

        sleeper.accept(LONG);

        assertThat(events).endsWith("sleep " + LONG);
    }

    @Test
    void whatIsLongDoesNotBecomeLonger() {
        long almost = Sleeper.LONG_ENOUGH_NS - 1;
        sleepLong(Sleeper.PATIENCE, almost);
        sleeper.accept(almost);
        assertThat(events).endsWith("sleep " + Sleeper.LONG_ENOUGH_NS);

        sleepLong(Sleeper.PATIENCE, Long.MAX_VALUE);
        sleeper.accept(Long.MAX_VALUE);

        assertThat(events).endsWith("sleep " + Long.MAX_VALUE, "sleep " + Long.MAX_VALUE);
    }

    @Test
    void isPatientAgainOnceItWasWoken() {
        sleepLong(Sleeper.PATIENCE);
        sleeper.wake();

        sleepLong(Sleeper.PATIENCE);

        assertThat(events).containsOnly("sleep " + LONG);
    }

    @Test
    void beginsAnewWhenSomethingCame() {
        sleepLong(Sleeper.PATIENCE);
        sleeper.accept(1);

        sleeper.accept(LONG);

        assertThat(events).endsWith("sleep 1", "sleep " + LONG);
    }

    @Test
    void sleepsUntilSomethingIsDueAtOnceWhenItHasSleptLong() {
        quietNs = LONG * 7;
        sleepLong(1);

        assertThat(events).containsExactly("sleep " + LONG * 7);
    }

    @Test
    void sleepsOnlySoMuchLongerUntilSomethingIsDue() {
        quietNs = Long.MAX_VALUE;
        sleepLong(1);
        assertThat(events).containsExactly("sleep " + LONG * Sleeper.QUIET_STRETCH);

        sleepLong(1, Sleeper.QUIET_NS / 3);
        assertThat(events).containsExactly("sleep " + Sleeper.QUIET_NS);
    }

    @Test
    void sleepsNoLongerForWhatIsDueWhereNotAllWakeIt() {
        quietNs = Long.MAX_VALUE;
        isWokenByAll = false;

        sleepLong(1);

        assertThat(events).containsExactly("sleep " + LONG);
    }

    @Test
    void sleepsAsLongAsItIsToldWhereSomethingIsDueBefore() {
        quietNs = 1;

        sleepLong(1);

        assertThat(events).containsExactly("sleep " + LONG);
    }

    @Test
    void doesNotSleepUntilSomethingIsDueWhileItsSleepsBecomeLonger() {
        quietNs = Long.MAX_VALUE;
        sleepLong(1);

        sleeper.accept(LONG / 2);

        assertThat(events).endsWith("sleep " + LONG / 2);
    }

    @Test
    void maySleepOnIfItWasNotWokenAndNothingIsDue() {
        quietNs = 1;
        assertThat(sleeper.maySleepOn()).as("before it has said that it sleeps").isFalse();
        sleepLong(1);
        assertThat(sleeper.maySleepOn()).isTrue();
        assertThat(sleeper.maySleepOn()).as("who has not slept since").isFalse();

        isWokenByAll = false;
        sleepLong(1);
        assertThat(sleeper.maySleepOn()).as("who is not woken by all").isFalse();
        isWokenByAll = true;
        quietNs = 0;
        sleepLong(1);
        assertThat(sleeper.maySleepOn())
                .as("when there is something to look for")
                .isFalse();
        quietNs = 1;
        sleepLong(1);
        sleeper.wake();
        assertThat(sleeper.maySleepOn()).as("who was woken").isFalse();
    }

    @Test
    void sleepsThatOnlyThreadsCanEndAreNotMadeLonger() {
        leastNs = LONG + 1;
        quietNs = Long.MAX_VALUE;

        sleepLong(Sleeper.PATIENCE + 2);
        assertThat(events).endsWith("sleep " + LONG);
        assertThat(sleeper.maySleepOn()).isFalse();

        leastNs = LONG;
        sleepLong(1);
        assertThat(events).endsWith("sleep " + Sleeper.QUIET_STRETCH * LONG);
        assertThat(sleeper.maySleepOn()).isTrue();
    }

    @Test
    void sleepsNoMoreOnceItsThreadIsToEnd() {
        sleeper.accept(LONG);
        sleeper.end();
        assertThat(events).containsExactly("end");

        sleeper.accept(LONG);
        sleeper.accept(LONG);

        assertThat(events).containsExactly("end");
    }

    /** Each wake that is lost takes an hour. */
    @Test
    @Timeout(120)
    void noWakeIsLost() throws InterruptedException {
        Sleeper idle = new Sleeper(Sleep.PARK, () -> false);
        Bell[] bells = {new Bell(), new Bell()};
        bells[0].add(idle);
        bells[1].add(idle);
        OneToOneConcurrentArrayQueue<Integer> given = new OneToOneConcurrentArrayQueue<>(2);
        AtomicInteger taken = new AtomicInteger();
        Thread thread = new Thread(() -> {
            while (taken.get() < ROUNDS) {
                if (given.poll() == null) {
                    idle.accept(TimeUnit.HOURS.toNanos(1));
                } else {
                    taken.incrementAndGet();
                }
            }
        });
        thread.setDaemon(true);
        thread.start();

        for (int i = 0; i < ROUNDS; i++) {
            int before = i;
            Await.until("round " + i, () -> taken.get() == before);
            given.offer(i);
            bells[i % 3 % 2].ringSurely();
        }
        thread.join();

        assertThat(taken).hasValue(ROUNDS);
    }

    private void sleepLong(int times) {
        sleepLong(times, LONG);
    }

    /** After it has said that it will sleep. */
    private void sleepLong(int times, long timeoutNs) {
        sleeper.accept(timeoutNs);
        sleeper.accept(timeoutNs);
        events.clear();
        for (int i = 0; i < times; i++) {
            sleeper.accept(timeoutNs);
        }
    }
}
