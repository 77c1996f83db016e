package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.NotConnectedException;
import io.tradebus.core.PublicationClosedException;
import io.tradebus.core.RequestFailedException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.autoconfigure.endpoint.BusEndpoint;
import io.tradebus.spring.autoconfigure.endpoint.BusEndpointAutoConfiguration;
import io.tradebus.spring.autoconfigure.endpoint.StreamDescription;
import io.tradebus.spring.autoconfigure.health.BusHealthContributorAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.event.BusDriverLost;
import io.tradebus.spring.event.BusDriverStarted;
import io.tradebus.spring.event.BusEvent;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.util.FileSystemUtils;

/** An application whose driver is another program, which goes away and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class ExternalDriverTest {
    private final Path parent = DriverDirectories.create();
    private final Path directory = parent.resolve("driver");
    private Driver driver;

    static class Application {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<BusEvent> events = new CopyOnWriteArrayList<>();
        final BusPublisher publisher;

        Application(@BusPublication("texts") BusPublisher publisher) {
            this.publisher = publisher;
        }

        @BusListener(id = "reader", streams = "texts")
        void onText(String text) {
            texts.add(text);
        }

        @EventListener
        void onEvent(BusEvent event) {
            events.add(event);
        }

        BusEvent last(Class<? extends BusEvent> type) {
            return events.stream()
                    .filter(type::isInstance)
                    .reduce((first, next) -> next)
                    .orElseThrow();
        }

        long count(Class<? extends BusEvent> type) {
            return events.stream().filter(type::isInstance).count();
        }
    }

    @BeforeEach
    void startDriver() {
        IdleSettings idle = new IdleSettings("sleep-ns", "1ms");
        IdleConfig idles = IdleConfig.DEFAULT.withShared(idle);
        driver = Driver.start(DriverConfig.defaults(directory)
                .withLog(LogConfig.DEFAULT.withIpcTermLength(64 << 10))
                .withThreading(
                        ThreadingConfig.DEFAULT.withMode(ThreadingMode.SHARED).withIdle(idles)));
    }

    @AfterEach
    void stopDriver() throws IOException {
        driver.close();
        FileSystemUtils.deleteRecursively(parent);
    }

    @Test
    void saysOnceWhichSettingsTheOtherProgramKnowsNothingOf(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(BusAutoConfiguration.class))
                .withPropertyValues(
                        "bus.driver.mode=external",
                        "bus.driver.directory=" + directory,
                        "bus.driver.timeout=10s",
                        "bus.driver.term-length=64KB",
                        "bus.driver.conductor.idle-strategy=noop")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .containsOnlyOnce(
                        "knows nothing of bus.driver.conductor.idle-strategy, bus.driver.term-length: remove them");
    }

    @Test
    void goesOnWhenTheDriverIsBack(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BusAutoConfiguration.class,
                        BusListenerAutoConfiguration.class,
                        BusEndpointAutoConfiguration.class))
                .withBean(Application.class)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=bus",
                        "bus.driver.mode=external",
                        "bus.driver.directory=" + directory,
                        "bus.streams.texts.channel=ipc",
                        "bus.streams.texts.stream-id=7",
                        "bus.template.send-timeout=10s")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var application = context.getBean(Application.class);
                    BusTemplate bus = context.getBean(BusTemplate.class);
                    long position = bus.send("texts", "before");
                    Await.until("it has arrived", () -> application.texts.size() == 1);
                    assertThat(bus.awaitConsumed("texts", position, Duration.ofSeconds(20)))
                            .isTrue();

                    driver.close();
                    Await.until("the loss was told", () -> application.count(BusDriverLost.class) == 1);
                    var lost = (BusDriverLost) application.last(BusDriverLost.class);
                    assertThat(lost.recovering()).isTrue();
                    assertThat(lost.publishers()).singleElement().satisfies(publisher -> {
                        assertThat(publisher.stream()).isEqualTo("texts");
                        assertThat(publisher.appendedPosition()).isEqualTo(64);
                        assertThat(publisher.undeliveredLength()).isZero();
                    });
                    assertThat(bus.offer("texts", "meanwhile").isAccepted()).isFalse();
                    assertPositionsLeftOut(context.getBean(BusEndpoint.class));

                    startDriver();
                    Await.until("the return was told", () -> application.count(BusDriverStarted.class) == 2);
                    bus.send("texts", "after");
                    Await.until("it has arrived", () -> application.texts.size() == 2);
                    assertThat(application.texts).containsExactly("before", "after");
                    BusListenerHandle reader =
                            context.getBean(BusListenerRegistry.class).listener("reader");
                    Await.until("it runs", () -> reader.state() == ListenerState.RUNNING);
                    assertThat(application.publisher.isConnected()).isTrue();
                });

        assertThat(output.getAll().lines().filter(line -> line.contains("external driver lost")))
                .hasSize(1);
        assertThat(output.getAll().lines().filter(line -> line.contains("external driver is back")))
                .hasSize(1);
    }

    @Test
    void saysThatTheDriverIsLostAndNotThatTheOtherSideIsMissing() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(BusAutoConfiguration.class, BusListenerAutoConfiguration.class))
                .withBean(Application.class)
                .withPropertyValues(
                        "bus.driver.mode=external",
                        "bus.driver.directory=" + directory,
                        "bus.streams.texts.channel=ipc",
                        "bus.streams.texts.stream-id=7",
                        "bus.streams.quotes.channel=ipc",
                        "bus.streams.quotes.stream-id=8",
                        "bus.streams.quotes.request.reply-stream-id=9",
                        "bus.template.send-timeout=10ms")
                .run(context -> {
                    BusTemplate bus = context.getBean(BusTemplate.class);
                    var application = context.getBean(Application.class);

                    driver.close();
                    Await.until("the loss was told", () -> application.count(BusDriverLost.class) == 1);

                    assertThatThrownBy(() -> bus.send("texts", "meanwhile"))
                            .isInstanceOfSatisfying(
                                    NotConnectedException.class,
                                    e -> assertThat(e.isDriverLost()).isTrue())
                            .hasMessageStartingWith("stream 'texts' has no connection, waited ")
                            .hasMessageEndingWith(" ms: the connection to the external driver in " + directory
                                    + " is lost; the application connects again by itself when there is a driver,"
                                    + " so look at that program");
                    assertThatThrownBy(() -> bus.requestAndWait("quotes", "EUR", String.class, Duration.ofMillis(10)))
                            .isInstanceOfSatisfying(
                                    RequestFailedException.class,
                                    e -> assertThat(e.reason()).isEqualTo(RequestFailedException.Reason.NOT_CONNECTED))
                            .hasMessageStartingWith("a request to stream 'quotes' (timeout 10 ms) was not sent:"
                                    + " the connection to the external driver in " + directory + " is lost; ");
                });
    }

    /** What uses the bus while beans are made. */
    private static final class Eager {
        Eager(BusTemplate bus) {
            bus.publisher("texts").isConnected();
        }
    }

    @Test
    void tellsOfADriverThatWasUsedWhileBeansWereMade() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(BusAutoConfiguration.class, BusListenerAutoConfiguration.class))
                .withBean(Eager.class)
                .withBean(Application.class)
                .withPropertyValues(
                        "bus.driver.mode=external",
                        "bus.driver.directory=" + directory,
                        "bus.streams.texts.channel=ipc",
                        "bus.streams.texts.stream-id=7")
                .run(context -> {
                    var application = context.getBean(Application.class);
                    Await.until("it was told", () -> application.count(BusDriverStarted.class) == 1);
                });
    }

    @Test
    void closesEverythingWithTheDriverIfItIsNotToReconnect(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BusAutoConfiguration.class,
                        BusListenerAutoConfiguration.class,
                        BusHealthContributorAutoConfiguration.class))
                .withBean(Application.class)
                .withPropertyValues(
                        "bus.driver.mode=external",
                        "bus.driver.directory=" + directory,
                        "bus.driver.reconnect=false",
                        "bus.streams.texts.channel=ipc",
                        "bus.streams.texts.stream-id=7",
                        "bus.template.send-timeout=10s")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var application = context.getBean(Application.class);
                    BusTemplate bus = context.getBean(BusTemplate.class);
                    bus.send("texts", "before");
                    Await.until("it has arrived", () -> application.texts.size() == 1);
                    CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
                    assertThat(health(health, "driver").getStatus()).isEqualTo(Status.UP);

                    driver.close();
                    Await.until("the loss was told", () -> application.count(BusDriverLost.class) == 1);
                    assertThat(((BusDriverLost) application.last(BusDriverLost.class)).recovering())
                            .isFalse();
                    assertThatThrownBy(() -> bus.send("texts", "after")).isInstanceOf(PublicationClosedException.class);
                    Await.until("the listener stopped", () -> isStopped(context));

                    startDriver();
                    assertThat(health(health, "driver").getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health(health, "driver").getDetails().get("reason"))
                            .asString()
                            .endsWith("the application has to be started again");
                    assertThat(health(health, "listeners").getStatus()).isEqualTo(Status.DOWN);
                    assertThatThrownBy(() -> bus.send("texts", "after")).isInstanceOf(PublicationClosedException.class);
                });

        assertThat(output).containsOnlyOnce("the application has to be started again");
    }

    private static boolean isStopped(AssertableApplicationContext context) {
        return context.getBean(BusListenerRegistry.class).listener("reader").state() == ListenerState.STOPPED;
    }

    private static Health health(CompositeHealthContributor all, String part) {
        var indicator = (HealthIndicator) Objects.requireNonNull(all.getContributor(part));
        return Objects.requireNonNull(indicator.health(true));
    }

    private static void assertPositionsLeftOut(BusEndpoint endpoint) {
        StreamDescription stream = Objects.requireNonNull(endpoint.describe("texts"));
        assertThat(endpoint.bus().streams().get("texts").position()).isNull();
        assertThat(stream.publications()).hasSize(1).allSatisfy(publication -> {
            assertThat(publication.position()).isNull();
            assertThat(publication.limit()).isNull();
        });
    }
}
