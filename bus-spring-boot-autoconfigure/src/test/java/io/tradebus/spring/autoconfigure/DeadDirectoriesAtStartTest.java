package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.runtime.DriverStatus;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a killed application leaves in memory goes with its next start. */
@ExtendWith(OutputCaptureExtension.class)
class DeadDirectoriesAtStartTest {
    private static final long TIMEOUT_MS = 1500;

    private final String name = "killed" + ProcessHandle.current().pid();
    private final Path parent =
            Path.of(Files.isDirectory(Path.of("/dev/shm")) ? "/dev/shm" : System.getProperty("java.io.tmpdir"));
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(BusAutoConfiguration.class))
            .withPropertyValues(
                    "spring.application.name=" + name,
                    "bus.tuning=low-cpu",
                    "bus.driver.term-length=64KB",
                    "bus.driver.low-storage-warning=0B",
                    "bus.driver.timeout=" + TIMEOUT_MS + "ms");

    private Path left;

    @BeforeEach
    void killAnApplication() throws Exception {
        OtherJvm.run(
                KilledApplication.class,
                "-Dspring.application.name=" + name,
                "-Dspring.main.web-application-type=none",
                "-Dbus.tuning=low-cpu",
                "-Dbus.driver.low-storage-warning=0B");
        assertThat(directories()).hasSize(1);
        left = directories().get(0);
        Await.until("the driver counts as dead", () -> stateOf(left) == DriverSighting.State.DEAD);
    }

    @AfterEach
    void removeWhatIsLeft() throws IOException {
        directories().forEach(path -> new DriverDirectory(path).delete());
    }

    @Test
    void theNextStartRemovesItAndSaysSo(CapturedOutput output) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(directories()).containsExactly(directoryOf(context.getBean(BusRuntimeLifecycle.class)));
        });

        assertThat(output).containsOnlyOnce("removed directory " + left + " of a driver whose process is gone, with ");
    }

    @Test
    void aStartInADirectoryThatWasChosenLeavesIt() {
        Path chosen = parent.resolve("bus-" + name + "-chosen");

        runner.withPropertyValues("bus.driver.directory=" + chosen)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(left).exists();
    }

    @Test
    void aStartThatDeletesNothingLeavesIt() {
        runner.withPropertyValues("bus.driver.delete-on-start=false")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(left).exists();
    }

    @Test
    void aDriverThatCountsAsAliveStaysForALaterStart(CapturedOutput output) {
        runner.withPropertyValues("bus.driver.timeout=14s")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(left).exists();
        assertThat(output).doesNotContain("removed directory");
    }

    private static Path directoryOf(BusRuntimeLifecycle lifecycle) {
        DriverStatus status = Objects.requireNonNull(lifecycle.runtime()).driverStatus();
        return status.directory();
    }

    private static DriverSighting.State stateOf(Path directory) {
        return new DriverDirectory(directory)
                .look(System.currentTimeMillis(), TIMEOUT_MS)
                .state();
    }

    private List<Path> directories() {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(path -> path.getFileName().toString().startsWith("bus-" + name + "-"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
