package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tradebus.core.NotConnectedException;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.event.BusDriverStarted;
import io.tradebus.spring.event.BusEvent;
import io.tradebus.spring.event.BusListenerHalted;
import io.tradebus.spring.event.BusListenerStarted;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import io.tradebus.spring.support.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** A whole application with a driver of its own: what is published arrives, halts, is retried, and survives restarts. */
class EmbeddedBusTest {
    private static final String RISK_CHECK = "risk-check-on-order";

    private ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Application.RiskCheck.class, Application.Gateway.class, Application.Events.class})
    static class Application {
        record Quote(String symbol, double price) {}

        static class RiskCheck {
            final List<String> orders = new CopyOnWriteArrayList<>();
            final List<Quote> quotes = new CopyOnWriteArrayList<>();
            final AtomicBoolean isBroken = new AtomicBoolean();

            @BusListener("orders")
            void onOrder(OrderDecoder order, BusHeader header) {
                if (isBroken.get() && order.id() == 13) {
                    throw new IllegalStateException("unknown account");
                }
                orders.add(order.id() + "x" + order.quantity() + " attempt " + header.attempt());
            }

            @BusListener(id = "quotes", streams = "quotes", agent = "prices")
            void onQuote(Quote quote) {
                quotes.add(quote);
            }
        }

        static class Gateway {
            final BusPublisher orders;

            Gateway(@BusPublication("orders") BusPublisher orders) {
                this.orders = orders;
            }
        }

        static class Events {
            final List<BusEvent> all = new CopyOnWriteArrayList<>();
            final List<String> threads = new CopyOnWriteArrayList<>();

            @EventListener
            void on(BusEvent event) {
                threads.add(Thread.currentThread().getName());
                all.add(event);
            }

            boolean has(Class<?> type) {
                return all.stream().anyMatch(type::isInstance);
            }
        }
    }

    @BeforeEach
    void start() {
        var application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        context = application.run(
                "--spring.application.name=embedded-test",
                "--spring.main.banner-mode=off",
                "--bus.tuning=low-cpu",
                "--bus.driver.idle.max-park=1ms",
                "--bus.driver.term-length=64KB",
                "--bus.driver.low-storage-warning=0B",
                "--bus.streams.orders.channel=ipc",
                "--bus.streams.orders.stream-id=1001",
                "--bus.streams.quotes.channel=ipc",
                "--bus.streams.quotes.stream-id=1002",
                "--bus.listener.retry.delay=1ms",
                "--bus.template.send-timeout=5s");
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void saysThatTheDriverHasEndedWhereNothingCanBeSent() {
        BusRuntime runtime = Objects.requireNonNull(
                context.getBean(BusRuntimeLifecycle.class).runtime());
        BusTemplate bus = context.getBean(BusTemplate.class);
        BusPublisher quotes = bus.publisher("quotes");

        Objects.requireNonNull(runtime.driver()).close();
        Await.until("it is noticed", () -> !quotes.isConnected() && !runtime.isDriverActive());

        assertThatThrownBy(() -> bus.send("quotes", new Application.Quote("EUR", 1.1), Duration.ofMillis(1)))
                .isInstanceOf(NotConnectedException.class)
                .hasMessageContaining("has ended; look for its error in the log and restart the application");
    }

    @Test
    void whatIsPublishedArrives() {
        BusTemplate bus = context.getBean(BusTemplate.class);
        var riskCheck = context.getBean(Application.RiskCheck.class);
        awaitConnected();

        assertThat(bus.offer("orders", new OrderEncoder(), order -> order.id(1).quantity(100))
                        .isAccepted())
                .isTrue();
        long position = bus.send("quotes", new Application.Quote("ACME", 12.5));

        assertThat(bus.awaitConsumed("quotes", position, Duration.ofSeconds(10)))
                .isTrue();
        Await.until("the order has arrived", () -> !riskCheck.orders.isEmpty());
        assertThat(riskCheck.orders).containsExactly("1x100 attempt 1");
        assertThat(riskCheck.quotes).containsExactly(new Application.Quote("ACME", 12.5));
        assertThat(context.getBean(BusListenerRegistry.class).listeners())
                .extracting(BusListenerHandle::id, BusListenerHandle::agent)
                .containsExactlyInAnyOrder(tuple(RISK_CHECK, "bus-" + RISK_CHECK), tuple("quotes", "bus-prices"));
    }

    @Test
    void aMessageThatKeepsFailingHaltsItsListenerUntilItIsRetried() {
        var riskCheck = context.getBean(Application.RiskCheck.class);
        var events = context.getBean(Application.Events.class);
        BusListenerHandle listener = context.getBean(BusListenerRegistry.class).listener(RISK_CHECK);
        awaitConnected();
        riskCheck.isBroken.set(true);

        send(12);
        send(13);
        send(14);
        Await.until("the listener has halted", () -> listener.state() == ListenerState.HALTED);

        assertThat(riskCheck.orders).containsExactly("12x1 attempt 1");
        assertThat(listener.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.attempt()).isEqualTo(4);
            assertThat(failure.stream()).isEqualTo("orders");
            assertThat(failure.cause()).hasMessage("unknown account");
        });
        Await.until("the event has been published", () -> events.has(BusListenerHalted.class));
        assertThat(events.threads).containsOnly("bus-events");

        riskCheck.isBroken.set(false);
        listener.retry();
        Await.until("all has arrived", () -> riskCheck.orders.size() == 3);
        assertThat(riskCheck.orders).containsExactly("12x1 attempt 1", "13x1 attempt 5", "14x1 attempt 1");
        Await.until("it runs again", () -> listener.state() == ListenerState.RUNNING);
        assertThat(listener.counters("orders").failures()).isEqualTo(4);
    }

    @Test
    void anOperatorPassesOverOneMessageOrGivesTheStreamUp() {
        var riskCheck = context.getBean(Application.RiskCheck.class);
        BusListenerHandle listener = context.getBean(BusListenerRegistry.class).listener(RISK_CHECK);
        awaitConnected();
        riskCheck.isBroken.set(true);
        send(13);
        send(14);
        Await.until("the listener has halted", () -> listener.state() == ListenerState.HALTED);

        listener.skip();
        Await.until("the next has arrived", () -> riskCheck.orders.size() == 1);
        assertThat(riskCheck.orders).containsExactly("14x1 attempt 1");

        listener.detach();
        Await.until("it is detached", () -> listener.state() == ListenerState.DETACHED);
        assertThat(listener.desiredState()).isEqualTo(ListenerState.DETACHED);
        assertThatThrownBy(listener::resume)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("detached and cannot resume");

        listener.start();
        awaitConnected();
        send(15);
        Await.until("it reads again", () -> riskCheck.orders.contains("15x1 attempt 1"));
    }

    @Test
    void publishersAndListenersSurviveRestartsOfTheContext() {
        var riskCheck = context.getBean(Application.RiskCheck.class);
        BusPublisher publisher = context.getBean(Application.Gateway.class).orders;
        BusListenerHandle quotes = context.getBean(BusListenerRegistry.class).listener("quotes");
        Path directory = context.getBean(BusConnectionDetails.class).directory();
        quotes.stop();

        for (int round = 1; round <= 3; round++) {
            int expected = round;
            awaitConnected();
            assertThat(directory.resolve("cnc.dat")).exists();
            send(round);
            Await.until("the order has arrived", () -> riskCheck.orders.size() == expected);
            assertThat(quotes.state()).isEqualTo(ListenerState.STOPPED);

            context.stop();
            assertThat(publisher.offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(OfferStatus.CLOSED.code());
            assertThat(Files.exists(directory)).isFalse();
            assertThat(context.getBean(BusRuntimeLifecycle.class).isRunning()).isFalse();

            context.start();
        }
    }

    @Test
    void tellsWhatHappened() {
        var events = context.getBean(Application.Events.class);

        Await.until(
                "events were published",
                () -> events.has(BusDriverStarted.class) && events.has(BusListenerStarted.class));
        assertThat(events.all.get(0)).isInstanceOf(BusDriverStarted.class);
        assertThat(events.all.get(0).toString()).contains("directory=/").contains("embedded=true");
    }

    private void awaitConnected() {
        BusPublisher orders = context.getBean(Application.Gateway.class).orders;
        Await.until("the stream is connected and has room", () -> orders.availableWindow() > 0);
    }

    private void send(long id) {
        BusTemplate bus = context.getBean(BusTemplate.class);
        assertThat(bus.offer("orders", new OrderEncoder(), order -> order.id(id).quantity(1))
                        .isAccepted())
                .isTrue();
    }
}
