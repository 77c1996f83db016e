package io.tradebus.core.driver.conductor.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.exchange.BackgroundTasks;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.idle.Bell;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final AtomicCounter fails = new AtomicCounter(new UnsafeBuffer(ByteBuffer.allocateDirect(256)), 0);
    private final BackgroundTasks tasks = new BackgroundTasks(Bell.NONE);
    private final Background background = new Background(tasks, fails);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void keepsWhatFindsNoRoomUntilThereIsSome() {
        for (int i = 0; i < BackgroundTasks.CAPACITY; i++) {
            start(i);
        }

        Deferred<Integer> late = start(BackgroundTasks.CAPACITY);
        start(BackgroundTasks.CAPACITY + 1);
        assertThat(fails.get()).isEqualTo(2);
        assertThat(background.advance()).isZero();
        assertThat(late.isDone()).isFalse();

        tasks.doWork();
        assertThat(background.advance()).isEqualTo(1);
        while (tasks.doWork() + background.advance() > 0) {
            // Everything is done in turn.
        }
        assertThat(late.isDone()).isTrue();
        assertThat(done).isSorted().hasSize(BackgroundTasks.CAPACITY + 2);
    }

    @Test
    void doesAtOnceWhatNobodyElseDoes() {
        Deferred<Integer> work = new Background(null, fails).start(() -> 7);

        assertThat(work.result()).isEqualTo(7);
    }

    private Deferred<Integer> start(int number) {
        return background.start(() -> {
            done.add(number);
            return number;
        });
    }
}
