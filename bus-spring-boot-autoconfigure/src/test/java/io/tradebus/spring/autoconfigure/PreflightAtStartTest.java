package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
import io.tradebus.spring.autoconfigure.preflight.PreflightException;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.DriverDirectories;
import io.tradebus.spring.support.FreePorts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;

@ExtendWith(OutputCaptureExtension.class)
class PreflightAtStartTest {
    private static final String FINDING = "sysctl -w net.core.rmem_max=2097152";

    private final Path directory = DriverDirectories.create();

    /** Of a machine that grants sockets little. */
    @TempDir
    private Path root;

    private ApplicationContextRunner runner;

    static class Orders {
        @BusListener(id = "orders", streams = "orders", properties = "idle-strategy=busy-spin")
        void onOrder(String order) {}
    }

    static class Quotes {
        @BusListener(
                id = "quotes",
                streams = "quotes",
                properties = {"auto-startup=false", "idle-strategy=busy-spin"})
        void onQuote(String quote) {}
    }

    @BeforeEach
    void configure() throws IOException {
        Path settings = Files.createDirectories(root.resolve("proc/sys/net/core"));
        Files.writeString(settings.resolve("rmem_max"), "212992\n");
        Path group = Files.createDirectories(root.resolve("sys/fs/cgroup"));
        Files.writeString(group.resolve("cpu.max"), "50000 100000\n");
        runner = BusContexts.in(directory)
                .withBean(HostProbe.class, () -> new HostProbe(root))
                .withPropertyValues(
                        "bus.preflight=warn",
                        "bus.streams.quotes.channel=udp://192.0.2.1:40123",
                        "bus.streams.quotes.stream-id=1002");
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    @Test
    void warnsAndStarts(CapturedOutput output) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(BusRuntimeLifecycle.class).isRunning()).isTrue();
            assertThat(context.getBean(PreflightCheck.class).findings())
                    .extracting(HostFinding::fix)
                    .anySatisfy(fix -> assertThat(fix).contains(FINDING));
        });

        assertThat(output).containsOnlyOnce("preflight: bus.driver.socket.receive-buffer asks for 2097152 bytes");
    }

    @Test
    void failsWhenAskedTo() {
        runner.withPropertyValues("bus.preflight=fail").run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .hasRootCauseInstanceOf(PreflightException.class)
                    .hasStackTraceContaining(FINDING);
        });
        assertThat(directory.resolve("driver")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "false"})
    void looksAtNothingWhenSwitchedOff(String off, CapturedOutput output) {
        runner.withPropertyValues("bus.preflight=" + off).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(PreflightCheck.class).findings()).isEmpty();
        });

        assertThat(output).doesNotContain("preflight:");
    }

    @Test
    void countsTheThreadsOfListeners() {
        runner.withBean(Orders.class)
                .withBean(Quotes.class)
                .run(context -> assertThat(context.getBean(PreflightCheck.class).findings())
                        .extracting(HostFinding::problem)
                        .anySatisfy(problem ->
                                assertThat(problem).contains("1 of them (bus-orders)", "0.5 processors (cpu.max)")));
    }

    /** Nothing of it is missing: the port is needed later, if ever, and what runs has what it needs. */
    @Test
    void asksForNothingThatTheStartDoesNotTake() throws IOException {
        makeTheMachineRich();
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            runner.withBean(Quotes.class)
                    .withPropertyValues(
                            "bus.preflight=fail", "bus.streams.quotes.channel=udp://127.0.0.1:" + taken.getLocalPort())
                    .run(context -> assertThat(context).hasNotFailed());
        }
    }

    @Test
    void takesNoPortForTakenThatItHasItself() throws IOException {
        makeTheMachineRich();
        runner.withBean(EarlyListener.class)
                .withPropertyValues(
                        "bus.preflight=fail", "bus.streams.quotes.channel=udp://127.0.0.1:" + FreePorts.next())
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void asksCustomizersOfTheDriverOnceForEachStart() {
        var asked = new AtomicInteger();
        runner.withBean(BusDriverCustomizer.class, () -> config -> {
                    asked.incrementAndGet();
                    return config;
                })
                .run(context -> {
                    assertThat(asked).hasValue(1);
                    context.stop();
                    context.start();
                    assertThat(asked).hasValue(2);
                });

        runner.withBean(BusDriverCustomizer.class, () -> config -> {
                    asked.incrementAndGet();
                    return config;
                })
                .withBean(EarlyListener.class)
                .run(context -> assertThat(asked).hasValue(3));
    }

    /** Listens while the context still makes its beans, so that the bus runs before it is looked at. */
    static class EarlyListener {
        EarlyListener(BusTemplate bus) {
            bus.listen("early", "quotes", (buffer, offset, length, header) -> BusAction.CONTINUE);
        }

        @BusListener(id = "late", streams = "quotes")
        void onQuote(String quote) {}
    }

    private void makeTheMachineRich() throws IOException {
        Files.writeString(root.resolve("proc/sys/net/core/rmem_max"), "8388608\n");
        Files.writeString(root.resolve("sys/fs/cgroup/cpu.max"), "max 100000\n");
    }

    @Test
    void countsWhatAnEarlierDriverHasLeftAsFreeSinceTheStartDeletesIt() throws IOException {
        makeTheMachineRich();
        // More than any machine has, of which nothing is written.
        String[] streams = IntStream.range(0, 300)
                .boxed()
                .flatMap(i -> Stream.of("channel=ipc", "stream-id=" + (2_000 + i), "term-length=1GB")
                        .map(property -> "bus.streams.s" + i + "." + property))
                .toArray(String[]::new);
        ApplicationContextRunner large = runner.withPropertyValues(streams);
        large.withPropertyValues("bus.driver.storage-check=off")
                .run(context -> assertThat(shortOfSpace(context)).isTrue());

        Path left = Files.createDirectories(directory.resolve("driver")).resolve("left.logbuffer");
        try (var file = new RandomAccessFile(left.toFile(), "rw")) {
            file.setLength(2L << 40);
        }
        large.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(shortOfSpace(context)).isFalse();
        });
        assertThat(left).doesNotExist();
    }

    private static boolean shortOfSpace(ApplicationContext context) {
        return context.getBean(PreflightCheck.class).findings().stream()
                .anyMatch(finding -> finding.problem().contains("the logs of all streams may take"));
    }

    @Test
    void looksAgainAtEachStart() {
        runner.run(context -> {
            context.stop();
            Files.writeString(root.resolve("proc/sys/net/core/rmem_max"), "4194304\n");
            context.start();

            assertThat(context.getBean(PreflightCheck.class).findings())
                    .extracting(HostFinding::fix)
                    .noneSatisfy(fix -> assertThat(fix).contains(FINDING));
        });
    }

    @Test
    void isNotThereWhenTheBusIsDisabled() {
        runner.withPropertyValues("bus.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PreflightCheck.class));
    }
}
