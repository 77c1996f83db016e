package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.tradebus.core.ActiveDriverException;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.StorageException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.convert.JacksonBusConverter;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusErrorHandler;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.OnError;
import io.tradebus.spring.listener.RetryPolicy;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;

class BusAutoConfigurationTest {
    private final Path directory = DriverDirectories.create();
    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BusAutoConfiguration.class,
                        BusListenerAutoConfiguration.class,
                        BusJacksonAutoConfiguration.class,
                        JacksonAutoConfiguration.class))
                .withPropertyValues(
                        "bus.tuning=low-cpu",
                        "bus.driver.term-length=64KB",
                        "bus.driver.directory=" + directory.resolve("driver"),
                        "bus.driver.low-storage-warning=0B",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1001",
                        "bus.streams.decisions.channel=ipc",
                        "bus.streams.decisions.stream-id=1002");
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    // ---- what there is

    @Test
    void providesEverythingWithAnEmbeddedDriver() {
        runner.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(BusTemplate.class)
                    .hasSingleBean(BusListenerRegistry.class)
                    .hasSingleBean(JacksonBusConverter.class)
                    .hasSingleBean(BusConnectionDetails.class);
            assertThat(runtime(context.getBean(BusRuntimeLifecycle.class)).driver())
                    .isNotNull();
            assertThat(directory.resolve("driver/cnc.dat")).exists();
        });
        assertThat(directory.resolve("driver")).doesNotExist();
    }

    @Test
    void providesNothingWhenDisabled() {
        runner.withPropertyValues("bus.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(BusTemplate.class)
                        .doesNotHaveBean(BusListenerRegistry.class)
                        .doesNotHaveBean(JacksonBusConverter.class));
    }

    @Test
    void providesNothingWithoutTheRuntime() {
        runner.withClassLoader(new FilteredClassLoader(BusRuntime.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(BusTemplate.class)
                        .doesNotHaveBean(BusListenerRegistry.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools.jackson",
                "com.google.protobuf",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "io.micrometer"
            })
    void worksWithoutAnyOneOfTheOptionalLibraries(String missing) {
        runner.withClassLoader(new FilteredClassLoader(missing)).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(BusTemplate.class);
            if (missing.startsWith("tools.jackson")) {
                assertThat(context).doesNotHaveBean(JacksonBusConverter.class);
            }
        });
    }

    @Test
    void providesNoJsonWithoutAMapper() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(BusAutoConfiguration.class, BusJacksonAutoConfiguration.class))
                .withPropertyValues("bus.driver.directory=" + directory.resolve("driver"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(JacksonBusConverter.class));
    }

    @Test
    void leavesAUsersTemplateAlone() {
        runner.withBean(BusOperations.class, () -> mock(BusOperations.class))
                .run(context -> assertThat(context).doesNotHaveBean(BusTemplate.class));
    }

    @Test
    void opensAPublicationForWhatIsInjectedAndForNothingElse() {
        runner.withUserConfiguration(Injected.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(runtime(context.getBean(BusRuntimeLifecycle.class)).publications())
                    .extracting(publication -> publication.definition().name())
                    .containsExactly("orders");
            assertThat(context.getBean(Injected.Sender.class).publisher().stream())
                    .hasToString("orders");
        });
    }

    // ---- where the driver is

    @Test
    void whenADirectoryIsProvidedNoDriverIsEmbedded() {
        Path shared = directory.resolve("shared");
        runner.run(embedding -> {
            Path driver = embedding.getBean(BusConnectionDetails.class).directory();
            assertThat(shared).isNotEqualTo(driver);
            runner.withBean(BusConnectionDetails.class, () -> () -> driver).run(context -> {
                assertThat(context).hasNotFailed().hasSingleBean(BusTemplate.class);
                assertThat(runtime(context.getBean(BusRuntimeLifecycle.class)).driver())
                        .isNull();
            });
        });
    }

    @Test
    void attachesToADriverOfAnotherApplication() {
        runner.run(embedding -> runner.withPropertyValues("bus.driver.mode=external")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(runtime(context.getBean(BusRuntimeLifecycle.class))
                                    .driver())
                            .isNull();
                }));
    }

    @Test
    void failsWithoutTheExternalDriver() {
        runner.withPropertyValues("bus.driver.mode=external", "bus.driver.start-timeout=50ms")
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(DriverUnavailableException.class)
                        .hasMessageContaining(directory.resolve("driver").toString()));
    }

    @Test
    void failsWhenTheExternalDriverIsGivenOptions() {
        runner.withPropertyValues("bus.driver.mode=external", "bus.driver.options.aeron.ipc.mtu.length=1408")
                .run(context -> assertThat(causeOf(context)).hasMessageContaining("give them to that program"));
    }

    @Test
    void failsInADirectoryInUse() {
        runner.run(first -> runner.run(second -> assertThat(causeOf(second))
                .isInstanceOf(ActiveDriverException.class)
                .hasMessageContaining("bus.driver.mode=external")));
    }

    @Test
    void failsWhenADirectoryIsToBeNewAndIsNot() throws IOException {
        Files.createDirectories(directory.resolve("driver"));
        Files.createFile(directory.resolve("driver/cnc.dat"));
        runner.withPropertyValues("bus.driver.delete-on-start=false")
                .run(context -> assertThat(causeOf(context)).hasMessageContaining("bus.driver.delete-on-start"));
    }

    // ---- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bus.driver.treading=shared | bus.driver.treading",
                "bus.streams.orders.chanel=ipc | bus.streams.orders.chanel",
                "bus.listener.retry.then=give-up | give-up",
                "bus.tuning=fast | fast",
            })
    void refusesKeysAndValuesItDoesNotKnow(String property, String named) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(causeOf(context))
                        .satisfies(failure -> assertThat(failure.toString()).contains(named)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bus.streams.orders.channel=tcp | must be 'ipc', 'udp://host:port' or a full 'aeron:' channel",
                "bus.streams.orders.channel=udp://localhost | bus.streams.orders.channel is no address",
                "bus.driver.nak-outstanding=0 | bus.driver.nak-outstanding must be from 1 to 64, but was 0",
                "bus.streams.orders.stream-id=1002 | are the same: both have stream-id 1002 on channel aeron:ipc",
                "bus.streams.orders.term-length=100KB | a power of two from 64KB to 1GB, but was 102400B",
                "bus.streams.orders.interface=lo | is for UDP channels only",
                "bus.streams.orders.back-pressure=block | bus.streams.orders.back-pressure=block needs a back-pressure-timeout",
                "bus.streams.orders.back-pressure-timeout=1s | bus.streams.orders.back-pressure-timeout is for back-pressure=block only",
                "bus.streams.fills.channel=ipc | bus.streams.fills.stream-id is missing",
                "bus.streams.fills.stream-id=3 | bus.streams.fills.channel is missing",
                "bus.driver.threading=invoker | is for tests, which run the driver themselves",
                "bus.driver.options.aeron.ipc.mtu.lenght=1408 | did you mean aeron.ipc.mtu.length?",
                "bus.driver.options.aeron.dir=/tmp/x | use that",
                "bus.driver.ipc-mtu=1000B | bus.driver.ipc-mtu must be a multiple of 32B from 64B to 65504B, but was 1000B",
                "bus.listener.fragment-limit=0 | bus.listener.fragment-limit must be at least 1, but was 0",
                "bus.listener.retry.then=retry | bus.listener.retry.then must be halt, skip, detach or dead-letter",
                "bus.listeners.risk-chek.on-error=halt | bus.listeners.risk-chek configures a listener that does not exist",
            })
    void failsAtStartWithWhatIsWrong(String property, String message) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus.tuning=low-cpu", "bus.template.default-stream="})
    void hasNoDefaultStreamUnlessOneIsNamed(String property) {
        runner.withPropertyValues(property)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(BusTemplate.class).sendDefault("text"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("name the stream, or set bus.template.default-stream"));
    }

    @Test
    void failsWhenAPublicationIsNotConfigured() {
        runner.withUserConfiguration(Misspelt.class)
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(UnknownStreamException.class)
                        .hasMessageContaining("there is no stream 'ordres', did you mean 'orders'?")
                        .hasMessageContaining("Known are: decisions, orders")
                        .hasMessageContaining("Misspelt$Sender"));
    }

    @Test
    void failsWhenTheStreamOfAListenerIsNotConfigured() {
        runner.withBean("risk", UnknownStreamListener.class)
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(UnknownStreamException.class)
                        .hasMessageContaining("did you mean 'orders'?")
                        .hasMessageContaining("UnknownStreamListener.onOrder"));
    }

    @Test
    void failsWhenTwoListenersHaveOneId() {
        runner.withBean("risk", Listener.class)
                .withBean("other", OtherListener.class)
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining("two listeners have the id 'risk-check'")
                        .hasMessageContaining("OtherListener"));
    }

    @Test
    void failsWhenAListenerTakesWhatItsStreamDoesNotCarry() {
        runner.withBean("json", JsonListener.class)
                .withPropertyValues("bus.streams.orders.payload=sbe")
                .run(context -> assertThat(causeOf(context))
                        .hasMessageContaining("stream 'orders' carries SBE")
                        .hasMessageContaining("bus.streams.orders.payload"));
    }

    @Test
    void failsWhenTheErrorHandlerOfAListenerIsNoBean() {
        runner.withBean("risk", Listener.class)
                .withPropertyValues("handler.name=missing")
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessage("there is no bean 'missing', which @BusListener on " + Listener.class.getName()
                                + ".onOrder(String) names as its errorHandler; name one of type "
                                + BusErrorHandler.class.getName()));
    }

    @ParameterizedTest
    @CsvSource({"handler.name, errorHandler, BusErrorHandler", "filter.name, filter, BusFilter"})
    void failsWhenABeanThatAListenerNamesIsOfAnotherType(String property, String attribute, String needed) {
        runner.withBean("risk", Listener.class)
                .withBean("clock", Date.class)
                .withPropertyValues(property + "=clock")
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessage("bean 'clock', which @BusListener on " + Listener.class.getName()
                                + ".onOrder(String) names as its " + attribute
                                + ", is of type java.util.Date; name one of type io.tradebus.spring.listener."
                                + needed));
    }

    @Test
    void failsWhenThereIsNotEnoughSpace() throws IOException {
        long usable = Files.getFileStore(directory).getUsableSpace();
        // A log takes three terms.
        long streams = usable / (3L << 30) + 1;
        String[] tooMany = LongStream.rangeClosed(1, streams)
                .boxed()
                .flatMap(i -> Stream.of(
                        "bus.streams.s" + i + ".channel=ipc",
                        "bus.streams.s" + i + ".stream-id=" + (10_000 + i),
                        "bus.streams.s" + i + ".term-length=1GB"))
                .toArray(String[]::new);

        runner.withPropertyValues(tooMany)
                .run(context -> assertThat(causeOf(context))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("not enough space in " + directory.resolve("driver"))
                        .hasMessageContaining("logs of " + (streams + 2) + " streams")
                        .hasMessageContaining("bus.driver.term-length")
                        .hasMessageContaining("--shm-size")
                        .hasMessageContaining("bus.driver.directory"));

        assertThat(directory.resolve("driver")).as("nothing was created").doesNotExist();
    }

    // ---- precedence

    @Test
    void takesTheSettingsOfAListenerFromTheMostSpecificPlace() {
        runner.withBean("risk", Listener.class)
                .withBean(
                        "mine",
                        BusErrorHandler.class,
                        () -> (failure, message, attempt) -> BusErrorHandler.Decision.SKIP)
                .withPropertyValues(
                        "handler.name=mine",
                        "bus.listener.on-error=skip",
                        "bus.listener.fragment-limit=8",
                        "bus.listener.retry.max-attempts=1",
                        "bus.listeners.risk-check.on-error=detach",
                        "bus.listeners.risk-check.agent=shared",
                        "bus.listeners.risk-check.streams=decisions")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    BusListenerHandle listener =
                            context.getBean(BusListenerRegistry.class).listener("risk-check");
                    assertThat(listener.options().onError()).isEqualTo(OnError.DETACH);
                    assertThat(listener.options().fragmentLimit()).isEqualTo(64);
                    assertThat(listener.options().retry())
                            .isEqualTo(new RetryPolicy(
                                    1,
                                    RetryPolicy.DEFAULT.delay(),
                                    RetryPolicy.DEFAULT.multiplier(),
                                    RetryPolicy.DEFAULT.maxDelay(),
                                    OnError.HALT));
                    assertThat(listener.agent()).isEqualTo("bus-shared");
                    assertThat(listener.streams()).containsExactly("decisions");
                });
    }

    @Test
    void appliesCustomizersLast() {
        runner.withBean(
                        BusDriverCustomizer.class,
                        () -> driver -> driver.withLog(driver.log().withIpcTermLength(128 << 10)))
                .withBean(BusStreamCustomizer.class, () -> stream -> stream.withExclusive(true))
                .withBean("risk", Listener.class)
                .withBean(
                        "mine",
                        BusErrorHandler.class,
                        () -> (failure, message, attempt) -> BusErrorHandler.Decision.SKIP)
                .withPropertyValues("handler.name=mine")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Driver driver = Objects.requireNonNull(
                            runtime(context.getBean(BusRuntimeLifecycle.class)).driver());
                    assertThat(driver.config().log().ipcTermLength()).isEqualTo(128 << 10);
                    assertThat(context.getBean(BusStreams.class)
                                    .get("orders")
                                    .definition()
                                    .exclusive())
                            .isTrue();
                });
    }

    /** The failure of the start that says what to do: the bus's own, wherever Spring has wrapped it. */
    private static Throwable causeOf(AssertableApplicationContext context) {
        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
        while (!(failure instanceof BusException) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static BusRuntime runtime(BusRuntimeLifecycle lifecycle) {
        return Objects.requireNonNull(lifecycle.runtime());
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {
        record Sender(BusPublisher publisher) {}

        @Bean
        Sender sender(@BusPublication("orders") BusPublisher publisher) {
            return new Sender(publisher);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Misspelt {
        static class Sender {
            Sender(@BusPublication("ordres") BusPublisher publisher) {
                assertThat(publisher).isNotNull();
            }
        }

        @Bean
        Sender sender(@BusPublication("orders") BusPublisher publisher) {
            return new Sender(publisher);
        }
    }

    static class Listener {
        @BusListener(
                id = "risk-check",
                streams = "orders",
                onError = "halt",
                errorHandler = "${handler.name:}",
                filter = "${filter.name:}",
                properties = "fragment-limit=64")
        void onOrder(String order) {}
    }

    static class OtherListener {
        @BusListener(id = "risk-check", streams = "orders")
        void onOrder(String order) {}
    }

    static class UnknownStreamListener {
        @BusListener("ordes")
        void onOrder(String order) {}
    }

    static class JsonListener {
        @BusListener("orders")
        void onOrder(Date order) {}
    }
}
