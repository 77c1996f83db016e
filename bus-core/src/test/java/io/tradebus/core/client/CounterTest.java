package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import io.tradebus.core.support.Threads;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

/** How a counter goes from driver to driver. */
class CounterTest {
    private static final int MOVES = 200;

    private final CountersManager first = counters();
    private final CountersManager second = counters();
    private final int firstId = first.allocate("any");
    private final int secondId;

    CounterTest() {
        second.allocate("other");
        secondId = second.allocate("any");
    }

    @Test
    void takesAlongWhatIsAddedLateAtTheLostDriver() {
        Counter counter = counter(false);
        counter.set(5);

        counter.detach();
        assertThat(counter.getAndAdd(10)).isEqualTo(5);
        first.setCounterValue(firstId, 6);
        assertThat(counter.get()).isEqualTo(16);
        counter.settle();
        first.setCounterValue(firstId, 1_000);
        counter.attach(second, secondId, 18);

        assertThat(counter.get()).isEqualTo(16);
        assertThat(second.getCounterValue(secondId)).isEqualTo(16);
        assertThat(counter.id()).isEqualTo(secondId);
        assertThat(counter.registrationId()).isEqualTo(18);
    }

    @Test
    void isSetAndComparedWhileThereIsNoDriver() {
        Counter counter = counter(false);
        counter.set(5);
        counter.detach();

        assertThat(counter.compareAndSet(4, 9)).isFalse();
        assertThat(counter.compareAndSet(5, 9)).isTrue();
        assertThat(counter.get()).isEqualTo(9);
        counter.set(11);
        assertThat(counter.increment()).isEqualTo(11);
        assertThat(counter.label()).isEmpty();
        assertThat(counter.id()).isEqualTo(firstId);
        assertThat(first.getCounterValue(firstId)).as("at the lost driver").isEqualTo(5);
    }

    @Test
    void isWhatItWasSetToLastWhateverIsSetLateAtTheLostDriver() {
        Counter counter = counter(false);
        counter.set(100);
        counter.detach();
        counter.set(7);

        first.setCounterValue(firstId, 5);
        assertThat(counter.get()).isEqualTo(7);
        counter.settle();
        counter.attach(second, secondId, 18);

        assertThat(second.getCounterValue(secondId)).isEqualTo(7);
    }

    @Test
    void takesOverTheValueThatAStaticCounterHasThere() {
        second.setCounterValue(secondId, 77);
        Counter counter = counter(true);
        counter.set(5);
        counter.detach();
        counter.settle();

        counter.attach(second, secondId, 18);

        assertThat(counter.registrationId()).isEqualTo(17);
        assertThat(counter.increment()).isEqualTo(77);
        assertThat(second.getCounterValue(secondId)).isEqualTo(78);
    }

    @Test
    void keepsItsLastValueWhenItIsClosedWithoutADriver() {
        Counter counter = counter(false);
        counter.set(5);
        counter.detach();

        counter.markClosed();
        first.setCounterValue(firstId, 1_000);
        counter.set(6);

        assertThat(counter.increment()).isEqualTo(5);
        assertThat(counter.get()).isEqualTo(5);
    }

    @Test
    void losesNothingThatIsAddedWhileItMoves() {
        Counter counter = counter(false);
        AtomicLongArray added = new AtomicLongArray(2);
        AtomicBoolean isOver = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < added.length(); i++) {
                int adder = i;
                threads.start("adder", () -> {
                    while (!isOver.get()) {
                        counter.increment();
                        added.incrementAndGet(adder);
                    }
                });
            }
            for (int move = 0; move < MOVES; move++) {
                CountersManager next = counters();
                int id = next.allocate("any");
                counter.detach();
                awaitMore(added);
                counter.settle();
                counter.attach(next, id, 18);
                awaitMore(added);
            }
            isOver.set(true);
        }
        assertThat(counter.get()).isEqualTo(added.get(0) + added.get(1));
    }

    /** Each adder has done what it was about to do. */
    private static void awaitMore(AtomicLongArray added) {
        for (int i = 0; i < added.length(); i++) {
            int adder = i;
            long before = added.get(adder);
            Await.until("more is added", () -> added.get(adder) > before + 1);
        }
    }

    private Counter counter(boolean isStatic) {
        return new Counter(first, firstId, 17, isStatic, new TestLog.RecordingOwner());
    }

    private static CountersManager counters() {
        int count = 8;
        return new CountersManager(
                new UnsafeBuffer(ByteBuffer.allocateDirect(count * CountersReader.METADATA_LENGTH)),
                new UnsafeBuffer(ByteBuffer.allocateDirect(count * CountersReader.COUNTER_LENGTH)));
    }
}
