package io.tradebus.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.support.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

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

    @Test
    void keepsWhatHappensWhileBeansAreMadeForListenersThatFollow() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(BusEvents.class, () -> new BusEvents(context));
            context.registerBean(Early.class, () -> new Early(context.getBean(BusEvents.class)));
            context.registerBean(Listener.class, () -> new Listener(heard));
            context.refresh();
            context.getBean(BusEvents.class).publish(new BusListenerStopped(this, "later"));

            Await.until("all are published", () -> heard.size() == 3);
        }
        assertThat(heard)
                .extracting(event -> ((BusListenerStopped) event).listener())
                .containsExactly("first", "second", "later");
    }

    @Test
    void dropsWhatTheyAreTooManyOf() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(BusEvents.class, () -> new BusEvents(context));
            context.registerBean(Listener.class, () -> new Listener(heard));
            BusEvents[] events = new BusEvents[1];
            context.addBeanFactoryPostProcessor(factory -> {
                events[0] = factory.getBean(BusEvents.class);
                for (int i = 0; i < 10_001; i++) {
                    events[0].publish(new BusListenerStopped(this, "listener-" + i));
                }
            });
            context.refresh();

            Await.until("all but one are published", () -> heard.size() == 10_000);
            assertThat(events[0].dropped()).isEqualTo(1);
        }
    }

    private static final class Early {
        Early(BusEvents events) {
            events.publish(new BusListenerStopped(this, "first"));
            events.publish(new BusListenerStopped(this, "second"));
        }
    }

    private static final class Listener {
        private final List<Object> heard;

        Listener(List<Object> heard) {
            this.heard = heard;
        }

        @EventListener
        void on(BusEvent event) {
            heard.add(event);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
