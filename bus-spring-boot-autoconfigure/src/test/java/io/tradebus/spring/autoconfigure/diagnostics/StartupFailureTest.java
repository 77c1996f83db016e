package io.tradebus.spring.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.mock.env.MockEnvironment;

/** Each start that fails says what is wrong and what to do, through the analyzers that Boot finds. */
class StartupFailureTest {
    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory);
    }

    @Test
    void namesTheBeanMethodAndTheNearestStreamOfAnUnknownName() {
        FailureAnalysis failure = failureOf(runner.withBean("typo", ListensToTypo.class));

        assertThat(failure.getDescription())
                .contains("'oders'", "did you mean 'orders'?", "ListensToTypo.onOrder", "@BusListener");
        assertThat(failure.getAction()).contains("use 'orders' instead of 'oders'", "bus.streams.oders.channel");
    }

    @Test
    void namesTheStreamsThereAreForAnUnknownPublication() {
        FailureAnalysis failure = failureOf(runner.withBean("publishes", PublishesUnknown.class));

        assertThat(failure.getDescription()).contains("'invoices'", "@BusPublication", "orders");
        assertThat(failure.getAction()).contains("bus.streams.invoices.stream-id", "one of the known names");
    }

    @Test
    void namesTheStreamWithoutAStreamId() {
        FailureAnalysis failure = failureOf(runner.withPropertyValues("bus.streams.replies.channel=ipc"));

        assertThat(failure.getDescription()).isEqualTo("bus.streams.replies.stream-id is missing.");
        assertThat(failure.getAction()).contains("Choose a number that both sides use");
    }

    @Test
    void saysThatTheDefaultStreamIsNoStream() {
        FailureAnalysis failure = failureOf(runner.withPropertyValues("bus.template.default-stream=ordres"));

        assertThat(failure.getDescription()).contains("There is no stream 'ordres'", "(bus.template.default-stream)");
        assertThat(failure.getAction()).contains("use 'orders' instead of 'ordres'");
    }

    @Test
    void namesBothStreamsWithTheSameStreamId() {
        FailureAnalysis failure = failureOf(
                runner.withPropertyValues("bus.streams.replies.channel=ipc", "bus.streams.replies.stream-id=1001"));

        assertThat(failure.getDescription()).contains("'orders'", "'replies'", "stream-id 1001", "aeron:ipc");
        assertThat(failure.getAction()).contains("bus.streams.replies.stream-id");
    }

    @Test
    void saysWhichTermLengthsAStreamMayHave() {
        FailureAnalysis failure = failureOf(runner.withPropertyValues("bus.streams.orders.term-length=100000B"));

        assertThat(failure.getDescription())
                .contains("bus.streams.orders.term-length", "a power of two from 64KB to 1GB", "100000B");
        assertThat(failure.getAction()).contains("Correct");
    }

    @Test
    void saysWhichTermLengthsTheDriverMayHave() {
        FailureAnalysis failure = failureOf(runner.withPropertyValues("bus.driver.term-length=100000B"));

        assertThat(failure.getDescription())
                .isEqualTo("bus.driver.term-length must be a power of two from 64KB to 1GB, but was 100000B.");
        assertThat(failure.getAction()).contains("Correct bus.driver.term-length");
    }

    @Test
    void saysWhichDatagramIoThereIs() {
        FailureAnalysis failure = failureOf(runner.withPropertyValues("bus.driver.datagram-io=epoll"));

        assertThat(failure.getDescription())
                .startsWith("bus.driver.datagram-io must be auto, native or nio, but was 'epoll' (");
        assertThat(failure.getAction()).isEqualTo("Correct bus.driver.datagram-io.");
    }

    @Test
    void saysThatAnMtuDoesNotFitTheSocketBuffer() {
        FailureAnalysis failure =
                failureOf(runner.withPropertyValues("bus.driver.mtu=8KB", "bus.driver.socket.send-buffer=4KB"));

        assertThat(failure.getDescription())
                .isEqualTo("bus.driver.socket.send-buffer must be 0B, or from 8KB (bus.driver.mtu) to 2147483647B, but"
                        + " was 4KB.");
        assertThat(failure.getAction()).isEqualTo("Correct bus.driver.socket.send-buffer or bus.driver.mtu.");
    }

    @Test
    void saysWhichChannelOverUdpCannotBeUsed() {
        FailureAnalysis failure =
                failureOf(runner.withPropertyValues("bus.streams.orders.channel=udp://239.1.1.2:40123"));

        assertThat(failure.getDescription()).contains("bus.streams.orders.channel", "239.1.1.2", "last byte is even");
        assertThat(failure.getAction()).isEqualTo("Choose an odd one, for example 239.1.1.3:40123.");
    }

    @Test
    void saysThatAWindowDoesNotFitTheSocketBuffer() {
        FailureAnalysis failure = failureOf(runner.withBean("one", SameId.class)
                .withPropertyValues(
                        "bus.streams.orders.channel=udp://127.0.0.1:40123", "bus.streams.orders.receiver-window=4MB"));

        assertThat(failure.getDescription())
                .contains("bus.streams.orders.receiver-window is 4194304 bytes", "receive buffer of 2097152 bytes");
        assertThat(failure.getAction()).contains("bus.driver.socket.receive-buffer larger");
    }

    @Test
    void saysHowMuchSpaceIsMissingAndThreeWaysOut() {
        String[] manyStreams = IntStream.range(2_000, 2_400)
                .boxed()
                .flatMap(i ->
                        List.of("bus.streams.s" + i + ".channel=ipc", "bus.streams.s" + i + ".stream-id=" + i).stream())
                .toArray(String[]::new);

        FailureAnalysis failure =
                failureOf(runner.withPropertyValues(manyStreams).withPropertyValues("bus.driver.term-length=1GB"));

        assertThat(failure.getDescription())
                .contains("Not enough space", directory.toString(), "needed are", "usable are", "401 streams");
        assertThat(failure.getAction())
                .contains("bus.driver.term-length", "--shm-size", "bus.driver.directory", "storage-check");
        assertThat(directory.resolve("driver")).as("nothing was created").doesNotExist();
    }

    @Test
    void offersToAttachToTheDriverThatUsesTheDirectory() {
        try (Driver other = Driver.start(DriverConfig.defaults(directory.resolve("driver")))) {
            FailureAnalysis failure = failureOf(runner);

            assertThat(failure.getDescription())
                    .contains(other.directory().toString(), "bus.driver.directory", "ms ago");
            assertThat(failure.getAction()).contains("bus.driver.mode=external");
            assertThat(other.isRunning()).isTrue();
        }
    }

    @Test
    void saysWhereItLookedForAnExternalDriver() {
        FailureAnalysis failure =
                failureOf(runner.withPropertyValues("bus.driver.mode=external", "bus.driver.start-timeout=50ms"));

        assertThat(failure.getDescription())
                .contains(directory.resolve("driver").toString(), "no sign of life", "start-timeout (50ms)");
        assertThat(failure.getAction())
                .contains("bus.driver.directory", "bus.driver.start-timeout", "bus.driver.mode=embedded");
        assertThat(Files.exists(directory.resolve("driver"))).isFalse();
    }

    @Test
    void namesTheNearestPropertyOfOneThatDoesNotExist() {
        FailureAnalysis failure = failureOf(runner.withPropertyValues("bus.streams.orders.term-lenght=64KB"));

        assertThat(failure.getDescription()).contains("bus.streams.orders.term-lenght = 64KB");
        assertThat(failure.getAction())
                .isEqualTo(
                        "Use bus.streams.orders.term-length instead of bus.streams.orders.term-lenght, or remove it.");
    }

    @Test
    void saysThatAPropertyHasNoValue() {
        FailureAnalysis failure =
                failureOf(runner.withPropertyValues("bus.driver.timeout=", "bus.streams.orders.term-lenght=64KB"));

        assertThat(failure.getDescription())
                .startsWith("bus.driver.timeout has no value")
                .contains("These properties do not exist:", "bus.streams.orders.term-lenght = 64KB");
        assertThat(failure.getAction())
                .contains("Give bus.driver.timeout a value, or remove it.", "Use bus.streams.orders.term-length");
    }

    @Test
    void namesTheNearestOptionOfTheDriver() {
        FailureAnalysis failure =
                failureOf(runner.withPropertyValues("bus.driver.options[aeron.ipc.term.buffer.lenght]=65536"));

        assertThat(failure.getDescription()).contains("aeron.ipc.term.buffer.lenght", "is not a setting of the driver");
        assertThat(failure.getAction()).contains("aeron.ipc.term.buffer.length");
    }

    @Test
    void explainsASignatureThatNothingCanCall() {
        FailureAnalysis failure = failureOf(runner.withBean("wrong", UnusableSignature.class));

        assertThat(failure.getDescription()).contains("UnusableSignature.onOrder", "cannot be used");
        assertThat(failure.getAction()).contains("BusMessage", "BusHeader", "SBE decoder", "byte[]", "BusAction");
    }

    @Test
    void namesBothListenersWithTheSameId() {
        FailureAnalysis failure = failureOf(runner.withBean("one", SameId.class).withBean("two", AlsoSameId.class));

        assertThat(failure.getDescription()).contains("'risk'", "SameId.onOrder", "AlsoSameId.onOrder");
        assertThat(failure.getAction()).contains("@BusListener(id = ...)");
    }

    @Test
    void namesTheListenerThatAPropertyProbablyMeant() {
        FailureAnalysis failure =
                failureOf(runner.withBean("one", SameId.class).withPropertyValues("bus.listeners.rsk.on-error=halt"));

        assertThat(failure.getDescription()).contains("bus.listeners.rsk", "does not exist");
        assertThat(failure.getAction()).contains("'risk'");
    }

    @Test
    void listsWhatTheMachineLacksAndHowToMendIt() throws IOException {
        Path group = Files.createDirectories(directory.resolve("root/sys/fs/cgroup"));
        Files.writeString(group.resolve("cpu.max"), "50000 100000");
        FailureAnalysis failure =
                failureOf(runner.withBean(HostProbe.class, () -> new HostProbe(directory.resolve("root")))
                        .withPropertyValues("bus.preflight=fail", "bus.driver.idle-strategy=busy-spin"));

        assertThat(failure.getDescription()).contains("  - Threads that never rest", "(driver)", "0.5 processors");
        assertThat(failure.getAction()).contains("bus.preflight=warn", "  - Choose bus.tuning=balanced");
    }

    @Test
    void leavesFailuresOfOthersToOthers() {
        assertThat(analyze(new IllegalStateException("of something else"), runner))
                .isNull();
    }

    static FailureAnalysis failureOf(ApplicationContextRunner runner) {
        var found = new FailureAnalysis[1];
        runner.run(context -> {
            assertThat(context).hasFailed();
            found[0] = analyze(context.getStartupFailure(), runner);
            assertThat(found[0])
                    .as("an analyzer for %s", context.getStartupFailure())
                    .isNotNull();
        });
        return found[0];
    }

    private static FailureAnalysis analyze(Throwable failure, ApplicationContextRunner runner) {
        var environment = new MockEnvironment();
        environment.setProperty("bus.driver.directory", "set");
        environment.setProperty("bus.driver.start-timeout", "50ms");
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(Environment.class, environment)
                                .and(BeanFactory.class, new DefaultListableBeanFactory()),
                        StartupFailureTest::skipAnalyzersOfLibrariesThatAreMissing)
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(analysis -> analysis != null)
                .findFirst()
                .orElse(null);
    }

    private static void skipAnalyzersOfLibrariesThatAreMissing(Class<?> type, String analyzer, Throwable failure) {
        assertThat(analyzer).startsWith("org.springframework.");
    }

    static class ListensToTypo {
        @BusListener("oders")
        void onOrder(String order) {}
    }

    static class PublishesUnknown {
        PublishesUnknown(@BusPublication("invoices") BusPublisher invoices) {}
    }

    static class UnusableSignature {
        @BusListener("orders")
        void onOrder(Thread order) {}
    }

    static class SameId {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {}
    }

    static class AlsoSameId {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(byte[] order) {}
    }
}
