package io.tradebus.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tradebus.core.BusException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.core.runtime.RuntimeObserver.DriverLink;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.event.BusListenerDeregistered;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class BusMeterBinderTest {
    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withBean(Risk.class);
    }

    @Test
    void hasOneTypeAndOneFixedSetOfTagKeysForEachName() {
        assertThat(Stream.of(BusMeter.values())
                        .map(meter -> meter.meterName() + " " + meter.kind() + " " + meter.tagKeys())
                        .collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo("""
                        bus.driver.active GAUGE [mode]
                        bus.driver.heartbeat.age TIME_GAUGE [mode]
                        bus.driver.errors COUNTER [mode]
                        bus.driver.cycle.max TIME_GAUGE [agent]
                        bus.driver.storage GAUGE [state]
                        bus.network.bytes COUNTER [direction]
                        bus.network.naks COUNTER [direction]
                        bus.network.retransmits COUNTER []
                        bus.network.invalid COUNTER []
                        bus.network.short.sends COUNTER []
                        bus.network.loss COUNTER []
                        bus.publication.bytes COUNTER [stream]
                        bus.publication.offers COUNTER [stream, result]
                        bus.publication.window.used GAUGE [stream]
                        bus.publication.subscribers GAUGE [stream]
                        bus.publication.blocked TIMER [stream]
                        bus.publication.dropped COUNTER [stream]
                        bus.requests.sent COUNTER [stream]
                        bus.requests.ended COUNTER [stream, result]
                        bus.requests.in.flight GAUGE [stream]
                        bus.requests.connected GAUGE [stream]
                        bus.requests.unexpected COUNTER [stream, kind]
                        bus.requests.refused COUNTER [stream]
                        bus.replies COUNTER [stream, listener, result]
                        bus.replies.refused COUNTER [stream, listener]
                        bus.subscription.lag GAUGE [stream, listener]
                        bus.subscription.lag.ratio GAUGE [stream, listener]
                        bus.subscription.sessions GAUGE [stream, listener]
                        bus.listener.messages COUNTER [stream, listener, result]
                        bus.listener.bytes COUNTER [stream, listener]
                        bus.listener.retries COUNTER [stream, listener]
                        bus.listener.aborts COUNTER [stream, listener]
                        bus.listener.incomplete COUNTER [stream, listener]
                        bus.listener.state GAUGE [listener, state]
                        bus.listener MESSAGE_TIMER [stream, listener, result, exception]
                        bus.agent.busy GAUGE [agent]
                        bus.agent.cycle.max TIME_GAUGE [agent]
                        """);
    }

    @Test
    void registersEachMeterWithItsTypeAndItsTagKeys() {
        asking(runner).withPropertyValues("bus.listener.timing=all").run(context -> {
            openOrders(context).requestAndWait("quotes", "ACME", String.class);

            List<String> all =
                    Stream.of(BusMeter.values()).map(BusMeter::meterName).toList();
            Await.until("all are there", () -> names(context).containsAll(all));
            for (BusMeter meter : BusMeter.values()) {
                assertThat(meters(context, meter.meterName()))
                        .as(meter.meterName())
                        .isNotEmpty()
                        .allSatisfy(registered -> {
                            assertThat(registered.getId().getTags())
                                    .extracting(Tag::getKey)
                                    .containsExactlyInAnyOrderElementsOf(meter.tagKeys());
                            assertThat(registered.getId().getType()).isEqualTo(type(meter.kind()));
                        });
            }
        });
    }

    @Test
    void readsWhatPublishersAndListenersCount() {
        runner.run(context -> {
            BusOperations bus = openOrders(context);
            bus.send("orders", "one");
            bus.send("orders", "bad");
            MeterRegistry registry = context.getBean(MeterRegistry.class);

            Await.until("halted", () -> gauge(registry, "bus.listener.state", "state", "halted") == 1);

            assertThat(gauge(registry, "bus.driver.active", "mode", "embedded")).isEqualTo(1);
            assertThat(gauge(registry, "bus.driver.storage", "state", "free")).isPositive();
            assertThat(counter(registry, "bus.publication.bytes", "stream", "orders"))
                    .isEqualTo(128);
            assertThat(counter(registry, "bus.publication.offers", "result", "accepted"))
                    .isEqualTo(2);
            assertThat(gauge(registry, "bus.publication.subscribers", "stream", "orders"))
                    .isEqualTo(1);
            assertThat(gauge(registry, "bus.publication.window.used", "stream", "orders"))
                    .isEqualTo(64.0 / 32_768);
            assertThat(gauge(registry, "bus.subscription.lag", "stream", "orders"))
                    .isEqualTo(64);
            assertThat(gauge(registry, "bus.subscription.lag.ratio", "stream", "orders"))
                    .isEqualTo(64.0 / 32_768);
            assertThat(gauge(registry, "bus.subscription.sessions", "stream", "orders"))
                    .isEqualTo(1);
            assertThat(counter(registry, "bus.listener.messages", "result", "success"))
                    .isEqualTo(1);
            assertThat(counter(registry, "bus.listener.messages", "result", "failure"))
                    .isEqualTo(2);
            assertThat(counter(registry, "bus.listener.retries", "listener", "risk"))
                    .isEqualTo(1);
            assertThat(counter(registry, "bus.listener.bytes", "listener", "risk"))
                    .isEqualTo(3);
            assertThat(gauge(registry, "bus.listener.state", "state", "running"))
                    .isZero();
            assertThat(gauge(registry, "bus.agent.busy", "agent", "bus-risk")).isBetween(0.0, 1.0);
        });
    }

    @Test
    void readsWhatBecomesOfRequestsAndReplies() {
        asking(runner).run(context -> {
            BusOperations bus = context.getBean(BusOperations.class);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(names(context)).doesNotContain("bus.requests.sent");
            assertThat(agents(context)).containsExactlyInAnyOrder("bus-risk", "bus-quoting");
            assertThat(bus.requestAndWait("quotes", "ACME", String.class)).isEqualTo("quote of ACME");
            assertThat(bus.request("quotes", "nothing", String.class, Duration.ofMillis(1)))
                    .failsWithin(Duration.ofSeconds(30));

            assertThat(counter(registry, "bus.requests.sent", "stream", "quotes"))
                    .isEqualTo(2);
            assertThat(counter(registry, "bus.requests.ended", "result", "replied"))
                    .isEqualTo(1);
            assertThat(counter(registry, "bus.requests.ended", "result", "timed_out"))
                    .isEqualTo(1);
            assertThat(counter(registry, "bus.requests.ended", "result", "rejected"))
                    .isNotNegative();
            assertThat(counter(registry, "bus.requests.unexpected", "kind", "unknown"))
                    .isZero();
            assertThat(gauge(registry, "bus.requests.in.flight", "stream", "quotes"))
                    .isZero();
            assertThat(gauge(registry, "bus.requests.connected", "stream", "quotes"))
                    .isEqualTo(1);
            assertThat(agents(context))
                    .containsExactlyInAnyOrder("bus-risk", "bus-quoting", "bus-requests", "bus-replies");
            assertThat(gauge(registry, "bus.agent.busy", "agent", "bus-requests"))
                    .isBetween(Double.MIN_VALUE, 1.0);
            assertThat(registry.get("bus.agent.cycle.max")
                            .tag("agent", "bus-requests")
                            .timeGauge()
                            .value(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(counter(registry, "bus.replies", "result", "sent")).isEqualTo(1);
            assertThat(counter(registry, "bus.replies.refused", "listener", "quoting"))
                    .isZero();

            context.getBean(BusListenerRegistry.class).listener("quoting").stop();
            assertThat(counter(registry, "bus.replies", "result", "sent"))
                    .as("goes on over starts and stops")
                    .isEqualTo(1);
            context.stop();
            assertThat(names(context)).doesNotContain("bus.requests.sent");
            assertThat(agents(context)).doesNotContain("bus-requests", "bus-replies");
        });
    }

    private static List<String> agents(ApplicationContext context) {
        return meters(context, "bus.agent.busy").stream()
                .map(meter -> meter.getId().getTag("agent"))
                .toList();
    }

    private static ApplicationContextRunner asking(ApplicationContextRunner runner) {
        return runner.withBean(Quoting.class)
                .withPropertyValues(
                        "bus.streams.quotes.channel=ipc",
                        "bus.streams.quotes.stream-id=10",
                        "bus.streams.quotes.term-length=64KB",
                        "bus.streams.quotes.request.timeout=30s",
                        "bus.streams.quotes.request.reply-stream-id=20");
    }

    static class Quoting {
        @BusListener(streams = "quotes", id = "quoting")
        @Nullable String quote(String ask) {
            return ask.equals("nothing") ? null : "quote of " + ask;
        }
    }

    @Test
    void measuresHowLongSendersWaited() {
        BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);

                    // Opens the stream, so that what is timed is the wait.
                    bus.offer("orders", "nobody reads this");
                    assertThatThrownBy(() -> bus.send("orders", "nobody reads this", Duration.ofMillis(200)))
                            .isInstanceOf(NotConnectedException.class);

                    FunctionTimer blocked = context.getBean(MeterRegistry.class)
                            .get("bus.publication.blocked")
                            .tag("stream", "orders")
                            .functionTimer();
                    assertThat(blocked.count()).isEqualTo(1);
                    assertThat(blocked.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(200);
                });
    }

    @Test
    void takesMetersAwayWithWhatTheyMeasure() {
        runner.run(context -> {
            assertThat(names(context)).doesNotContain("bus.publication.bytes");
            openOrders(context);
            assertThat(names(context)).contains("bus.publication.bytes", "bus.driver.active");
            Await.until("subscribed", () -> names(context).contains("bus.subscription.lag"));

            context.getBean(BusListenerRegistry.class).listener("risk").stop();
            Await.until("unsubscribed", () -> !names(context).contains("bus.subscription.lag"));
            assertThat(names(context)).contains("bus.listener.state", "bus.listener.messages");

            context.stop();
            assertThat(names(context)).doesNotContain("bus.publication.bytes", "bus.driver.active");

            context.start();
            assertThat(names(context)).contains("bus.publication.bytes", "bus.driver.active");
        });
    }

    @Test
    void takesMetersOfAListenerAwayThatIsDeregistered() {
        runner.withPropertyValues("bus.listener.timing=all", "bus.metrics.per-session=true")
                .run(context -> {
                    openOrders(context).send("orders", "bad");
                    Await.until("failed", () -> names(context).contains("bus.listener"));
                    Await.until("subscribed", () -> names(context).contains("bus.subscription.lag"));

                    context.getBean(BusListenerRegistrar.class).deregister("risk");

                    Await.until("gone", () -> namesWith(context, "listener"), List::isEmpty);
                    Await.until("gone", () -> namesWith(context, "agent"), List.of("bus.driver.cycle.max")::equals);
                    assertThat(names(context)).contains("bus.publication.bytes", "bus.driver.active");
                });
    }

    @Test
    void leavesMetersToAListenerThatWasRegisteredAgainMeanwhile() {
        runner.withPropertyValues("bus.listener.timing=all", "bus.metrics.per-session=true")
                .run(context -> {
                    openOrders(context);
                    Await.until("read", () -> names(context).contains("bus.subscription.lag"));

                    context.publishEvent(new BusListenerDeregistered(this, "risk"));

                    assertThat(namesWith(context, "listener"))
                            .contains("bus.listener", "bus.subscription.lag", "bus.listener.messages");
                });
    }

    @Test
    void takesMetersOfStreamsAwayThatAreClosedWithTheirDriver() {
        runner.run(context -> {
            openOrders(context);
            var driver = new DriverLink(false, directory, 1, 1, Duration.ZERO, 0);
            BusMeterBinder binder = context.getBean(BusMeterBinder.class);

            binder.onDriverLost(driver, new BusException("lost"), List.of(), true);
            assertThat(names(context)).contains("bus.publication.bytes");

            binder.onDriverLost(driver, new BusException("lost"), List.of(), false);
            assertThat(names(context)).doesNotContain("bus.publication.bytes").contains("bus.driver.active");
        });
    }

    @Test
    void tagsTheLagWithTheSessionWhenAskedTo() {
        runner.withPropertyValues("bus.metrics.per-session=true").run(context -> {
            openOrders(context);

            Await.until("measured", () -> names(context).contains("bus.subscription.lag"));
            assertThat(meters(context, "bus.subscription.lag"))
                    .singleElement()
                    .satisfies(meter -> assertThat(meter.getId().getTags())
                            .extracting(Tag::getKey)
                            .containsExactlyInAnyOrder("stream", "listener", "session"));

            context.getBean(BusListenerRegistry.class).listener("risk").stop();
            Await.until("gone", () -> !names(context).contains("bus.subscription.lag"));
        });
    }

    @Test
    void isNotThereWithoutARegistry() {
        BusContexts.in(directory)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BusMeterBinder.class));
    }

    @Test
    void isNotMissedWithoutMicrometer() {
        BusContexts.in(directory)
                .withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(BusRuntimeLifecycle.class)
                        .doesNotHaveBean(BusMeterBinder.class));
    }

    @Test
    void timesNothingUnlessAskedTo() {
        runner.run(context -> {
            openOrders(context).send("orders", "one");

            Await.until(
                    "handled",
                    () -> counter(context.getBean(MeterRegistry.class), "bus.listener.messages", "result", "success")
                            == 1);
            assertThat(names(context)).doesNotContain("bus.listener");
        });
    }

    @Test
    void timesTheListenersThatAskForIt() {
        runner.withPropertyValues("bus.listener.timing=all", "bus.listeners.audit.timing=off")
                .withBean(Audit.class)
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    BusOperations bus = openOrders(context);
                    bus.send("orders", "one");
                    bus.send("orders", "bad");

                    Await.until("halted", () -> gauge(registry, "bus.listener.state", "state", "halted") == 1);

                    assertThat(timed(registry, "success", "none")).isEqualTo(1);
                    assertThat(timed(registry, "failure", "IllegalStateException"))
                            .isEqualTo(2);
                    assertThat(meters(context, "bus.listener"))
                            .extracting(meter -> meter.getId().getTag("listener"))
                            .containsOnly("risk");
                });
    }

    @Test
    void takesWhatTheAnnotationSaysAboutTiming() {
        runner.withBean(Timed.class).run(context -> {
            openOrders(context);

            Await.until("started", () -> names(context).contains("bus.listener"));
            assertThat(meters(context, "bus.listener"))
                    .extracting(meter -> meter.getId().getTag("listener"))
                    .containsOnly("timed");
        });
    }

    @Test
    void refusesASampleThatTimesNothing() {
        runner.withPropertyValues("bus.listener.timing=sampled", "bus.listener.timing-sample=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("timing-sample must be at least 1, but was 0; 64 times one message of 64"));
    }

    private static long timed(MeterRegistry registry, String result, String exception) {
        return registry.get("bus.listener")
                .tag("result", result)
                .tag("exception", exception)
                .timer()
                .count();
    }

    private static Meter.Type type(BusMeter.Kind kind) {
        return switch (kind) {
            case GAUGE, TIME_GAUGE -> Meter.Type.GAUGE;
            case COUNTER -> Meter.Type.COUNTER;
            case TIMER, MESSAGE_TIMER -> Meter.Type.TIMER;
        };
    }

    private static BusOperations openOrders(ApplicationContext context) {
        BusOperations bus = context.getBean(BusOperations.class);
        Await.until("connected", () -> bus.publisher("orders").isConnected());
        return bus;
    }

    private static List<String> names(ApplicationContext context) {
        return context.getBean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .distinct()
                .toList();
    }

    private static List<String> namesWith(ApplicationContext context, String tag) {
        return context.getBean(MeterRegistry.class).getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("bus.") && id.getTag(tag) != null)
                .map(Meter.Id::getName)
                .distinct()
                .toList();
    }

    private static List<Meter> meters(ApplicationContext context, String name) {
        return context.getBean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().equals(name))
                .toList();
    }

    private static double gauge(MeterRegistry registry, String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }

    private static double counter(MeterRegistry registry, String name, String tag, String value) {
        return registry.get(name).tag(tag, value).functionCounter().count();
    }

    static class Risk {
        @BusListener(streams = "orders", id = "risk", properties = "retry.max-attempts=1")
        void onOrder(String order) {
            if (order.equals("bad")) {
                throw new IllegalStateException("unknown account");
            }
        }
    }

    static class Audit {
        @BusListener(streams = "orders", id = "audit")
        void onOrder(String order) {}
    }

    static class Timed {
        @BusListener(
                streams = "orders",
                id = "timed",
                properties = {"timing=sampled", "timing-sample=8"})
        void onOrder(String order) {}
    }
}
