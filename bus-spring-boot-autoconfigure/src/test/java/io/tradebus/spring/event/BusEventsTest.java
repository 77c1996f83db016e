package io.tradebus.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.support.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BusEventsTest {
    private final List<Object> heard = new CopyOnWriteArrayList<>();

    @Test
    void publishesOnItsOwnThread() {
        List<String> threads = new CopyOnWriteArrayList<>();
        BusEvents events =
                new BusEvents(event -> threads.add(Thread.currentThread().getName()));

        events.publish(new BusListenerStopped(this, "a"));

        Await.until("the event is published", () -> threads.size() == 1);
        events.destroy();
        assertThat(threads).containsExactly("bus-events");
    }

    @Test
    void publishesWhatStillWaitsWhenItEnds() {
        CountDownLatch ending = new CountDownLatch(1);
        BusEvents events = new BusEvents(event -> {
            awaitQuietly(ending);
            heard.add(event);
        });
        for (int i = 0; i < 3; i++) {
            events.publish(new BusListenerStopped(this, "listener-" + i));
        }

        Thread end = new Thread(events::destroy);
        end.start();
        Await.until("it is ending", () -> end.getState() == Thread.State.TIMED_WAITING);
        ending.countDown();

        Await.until("it has ended", () -> !end.isAlive());
        assertThat(heard).hasSize(3);
    }

    @Test
    void goesOnAfterAListenerThatThrows() {
        BusEvents events = new BusEvents(event -> {
            heard.add(event);
            throw new IllegalStateException("does not listen");
        });

        events.publish(new BusListenerStopped(this, "a"));
        events.publish(new BusListenerStopped(this, "b"));

        Await.until("both are published", () -> heard.size() == 2);
        events.destroy();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
