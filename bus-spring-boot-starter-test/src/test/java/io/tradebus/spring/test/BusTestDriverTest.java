package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.event.BusListenerEvent;
import io.tradebus.spring.event.BusListenerIdle;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@SuppressWarnings("try") // Back-pressure is there for as long as it is open.
class BusTestDriverTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    BusAutoConfiguration.class,
                    BusListenerAutoConfiguration.class,
                    BusTestAutoConfiguration.class,
                    SteppedBusAutoConfiguration.class))
            .withUserConfiguration(Listening.class)
            .withPropertyValues(
                    "spring.application.name=driver-test",
                    "bus.tuning=low-cpu",
                    "bus.driver.threading=invoker",
                    "bus.driver.term-length=64KB",
                    "bus.driver.low-storage-warning=0B",
                    "bus.streams.orders.channel=ipc",
                    "bus.streams.orders.stream-id=1",
                    "bus.streams.fills.channel=ipc",
                    "bus.streams.fills.stream-id=2");

    /** A listener whose behaviour the test says. */
    static class Listener {
        final List<String> handled = new ArrayList<>();
        final List<Thread> threads = new ArrayList<>();
        boolean isFailing;
        boolean isAborting;

        @BusListener(value = "orders", id = "listener")
        BusAction onOrder(String order) {
            if (isFailing) {
                throw new IllegalStateException("not now");
            } else if (isAborting) {
                return BusAction.ABORT;
            }
            handled.add(order);
            threads.add(Thread.currentThread());
            return BusAction.CONTINUE;
        }
    }

    static class Events {
        final List<BusListenerEvent> heard = new ArrayList<>();

        @EventListener
        void on(BusListenerEvent event) {
            heard.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        Listener listener() {
            return new Listener();
        }

        @Bean
        Events events() {
            return new Events();
        }
    }

    private void run(BiConsumer<BusTestDriver, ApplicationContext> test) {
        runner.run(context -> test.accept(context.getBean(BusTestDriver.class), context));
    }

    @Test
    void nothingHappensUntilItSaysSo() {
        run((driver, context) -> {
            Listener listener = context.getBean(Listener.class);
            BusTemplate bus = context.getBean(BusTemplate.class);
            driver.run();
            bus.offer("orders", "one").orElseThrow();
            assertThat(listener.handled).isEmpty();

            driver.run();
            assertThat(listener.handled).containsExactly("one");
            assertThat(listener.threads).containsOnly(Thread.currentThread());
        });
    }

    @Test
    void theClockStandsStillUntilItIsMoved() {
        run((driver, context) -> {
            Instant before = driver.now();
            driver.run();
            assertThat(driver.now()).isEqualTo(before);

            driver.advance(MINUTE);
            assertThat(driver.now()).isEqualTo(before.plus(MINUTE));
        });
    }

    @Test
    void runsUntilTheLastRetryHasFailed() {
        run((driver, context) -> {
            context.getBean(Listener.class).isFailing = true;
            BusListenerHandle handle =
                    context.getBean(BusListenerRegistry.class).listener("listener");
            context.getBean(BusTemplate.class).send("orders", "one");

            driver.runUntil(() -> handle.state() == ListenerState.HALTED);

            context.getBean(Listener.class).isFailing = false;
            handle.retry();
            driver.run();
            assertThat(context.getBean(Listener.class).handled).containsExactly("one");
        });
    }

    @Test
    void saysWhatListenersDoWhenAConditionDoesNotHold() {
        run((driver, context) -> {
            context.getBean(Listener.class).isFailing = true;
            context.getBean(BusTemplate.class).send("orders", "one");

            assertThatThrownBy(() -> driver.runUntil(() -> false, Duration.ofSeconds(2)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not hold within 2000 ms")
                    .hasMessageContaining("listener halted (64 bytes to read, failed: ");
        });
    }

    @Test
    @Timeout(60)
    void goesOnWhileAListenerAborts() {
        run((driver, context) -> {
            Listener listener = context.getBean(Listener.class);
            listener.isAborting = true;
            context.getBean(BusTemplate.class).send("orders", "one");
            driver.advance(Duration.ofMillis(20));

            listener.isAborting = false;
            driver.runUntil(() -> !listener.handled.isEmpty());
            assertThat(listener.handled).containsExactly("one");
        });
    }

    @Test
    void holdsAStreamBackForAsLongAsItIsAsked() {
        run((driver, context) -> {
            BusTemplate bus = context.getBean(BusTemplate.class);
            try (BusBackPressure full = driver.backPressure("orders")) {
                assertThatThrownBy(() -> bus.send("orders", "held", MINUTE))
                        .isInstanceOf(BackPressureException.class)
                        .hasMessageContaining(
                                "limited by a subscription of this process that is no listener, as where a test"
                                        + " holds the stream back;");
                driver.advance(MINUTE);
                assertThatThrownBy(() -> bus.send("orders", "held", MINUTE)).isInstanceOf(BackPressureException.class);
            }
            bus.offer("orders", "one").orElseThrow();
            driver.run();
            assertThat(context.getBean(Listener.class).handled).containsExactly("one");
        });
    }

    @Test
    void holdsBackAStreamThatNobodyElseListensTo() {
        run((driver, context) -> {
            BusTemplate bus = context.getBean(BusTemplate.class);
            try (BusBackPressure full = driver.backPressure("fills")) {
                assertThat(bus.offer("fills", "held").isAccepted()).isFalse();
            }
            driver.advance(MINUTE);
            assertThatThrownBy(() -> bus.send("fills", "nobody hears", MINUTE))
                    .isInstanceOf(NotConnectedException.class);
        });
    }

    @Test
    void refusesToHoldBackAStreamThatThereIsNot() {
        run((driver, context) ->
                assertThatThrownBy(() -> driver.backPressure("order")).isInstanceOf(UnknownStreamException.class));
    }

    @Test
    void whoWaitsForHisMessageToBeConsumedHasItConsumed() {
        run((driver, context) -> {
            BusTemplate bus = context.getBean(BusTemplate.class);
            long position = bus.send("orders", "one");

            assertThat(bus.awaitConsumed("orders", position, MINUTE)).isTrue();
            assertThat(context.getBean(Listener.class).handled).containsExactly("one");
        });
    }

    @Test
    void publishesEventsByTheSameClock() {
        runner.withPropertyValues("bus.listener.idle-event-interval=60s").run(context -> {
            BusTestDriver driver = context.getBean(BusTestDriver.class);
            Events events = context.getBean(Events.class);
            driver.advance(Duration.ofSeconds(59));
            assertThat(events.heard).noneMatch(BusListenerIdle.class::isInstance);

            driver.advance(Duration.ofSeconds(31));
            assertThat(events.heard)
                    .filteredOn(BusListenerIdle.class::isInstance)
                    .hasSize(1);
        });
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void goesOnAfterAStopAndAStart() {
        runner.run(context -> {
            BusTestDriver driver = context.getBean(BusTestDriver.class);
            BusTemplate bus = context.getBean(BusTemplate.class);
            bus.send("orders", "one");
            driver.run();
            bus.send("orders", "two");

            context.getSourceApplicationContext().stop();
            assertThat(context.getBean(Listener.class).handled).containsExactly("one", "two");
            context.getSourceApplicationContext().start();

            bus.send("orders", "three");
            driver.run();
            assertThat(context.getBean(Listener.class).handled).containsExactly("one", "two", "three");
        });
    }

    @Test
    void anApplicationWithoutATestDriverIsTold() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(BusAutoConfiguration.class))
                .withPropertyValues("bus.driver.threading=invoker")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining("bus-spring-boot-starter-test"));
    }

    @Test
    void aDriverOfAnotherProcessCannotBeStepped() {
        runner.withPropertyValues("bus.driver.mode=external")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining("a driver in this process"));
    }
}
