package io.tradebus.core.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BackgroundTasksTest {
    private final Wakeups wakeups = new Wakeups();
    private final BackgroundTasks tasks = new BackgroundTasks(wakeups.conductor());
    private final List<Integer> done = new ArrayList<>();

    @Test
    void runsOneTaskACycleInOrder() {
        assertThat(tasks.doWork()).isZero();
        tasks.offer(() -> done.add(1));
        tasks.offer(() -> done.add(2));

        assertThat(tasks.doWork()).isEqualTo(1);
        assertThat(done).containsExactly(1);
        assertThat(tasks.doWork()).isEqualTo(1);
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void refusesWhatThereIsNoRoomFor() {
        BackgroundTasks few = new BackgroundTasks(Bell.NONE);
        int taken = 0;
        while (few.offer(() -> {})) {
            taken++;
        }

        assertThat(taken).isEqualTo(BackgroundTasks.CAPACITY);
    }

    @Test
    void wakesTheConductorWhenATaskIsDoneHoweverItEnds() {
        AtomicInteger woken = new AtomicInteger();
        Sleeper conductor = TestSleepers.counting(woken);
        Wakeups.listen(wakeups.conductor(), conductor);
        tasks.offer(() -> assertThat(woken).hasValue(0));
        tasks.offer(() -> {
            throw new IllegalStateException("failed");
        });

        conductor.accept(1);
        tasks.doWork();
        assertThat(woken).hasValue(1);
        conductor.accept(1);
        assertThatThrownBy(tasks::doWork).hasMessage("failed");

        assertThat(woken).hasValue(2);
    }

    /** Each wake that is lost takes an hour. */
    @Test
    @Timeout(120)
    void anOfferWakesAThreadThatSleepsForAnHour() throws InterruptedException {
        int rounds = 1_000;
        AtomicInteger ran = new AtomicInteger();
        Sleeper sleeper = new Sleeper(Sleep.PARK, () -> false);
        Wakeups.listen(tasks.offered(), sleeper);
        Thread executor = new Thread(() -> {
            while (ran.get() < rounds) {
                if (tasks.doWork() == 0) {
                    sleeper.accept(TimeUnit.HOURS.toNanos(1));
                }
            }
        });
        executor.setDaemon(true);
        executor.start();

        for (int i = 0; i < rounds; i++) {
            int before = i;
            tasks.offer(ran::incrementAndGet);
            if (i % 3 == 0) {
                Await.until("task " + i, () -> ran.get() > before);
            }
        }
        executor.join();

        assertThat(ran).hasValue(rounds);
    }
}
