package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.launch.DriverProgram;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code bus-driver.jar} with a command, as somebody runs it from a shell. */
class BusMainIT {
    private Path home;
    private Path directory;

    @BeforeEach
    void create() {
        home = TestDirectories.create();
        directory = home.resolve("driver");
    }

    @AfterEach
    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void explainsItself() {
        try (DriverProgram overview = run("--help");
                DriverProgram version = run("--version");
                DriverProgram help = run("streams", "--help")) {
            assertThat(overview.exitStatus()).isZero();
            assertThat(overview.out())
                    .startsWith("usage: java -jar bus-driver.jar <command>")
                    .contains("  streams ");
            assertThat(version.exitStatus()).isZero();
            assertThat(version.out()).startsWith("bus-driver ");
            assertThat(help.exitStatus()).isZero();
            assertThat(help.out()).contains("--watch[=<duration>]", "exit status");
        }
    }

    @Test
    void endsWithTheStatusThatSaysWhatWentWrong() {
        try (DriverProgram missing = run("stat", "--dir=" + directory);
                DriverProgram wrong = run("stat", "--fast")) {
            assertThat(missing.exitStatus()).isEqualTo(1);
            assertThat(missing.err())
                    .startsWith("ERROR: there is no directory " + directory)
                    .hasLineCount(1);
            assertThat(wrong.exitStatus()).isEqualTo(2);
            assertThat(wrong.err()).startsWith("ERROR: unknown option --fast");
        }
    }

    @Test
    void runsADriverWithAPropertiesFileThatIsCalledLikeACommand() throws IOException {
        Path file =
                Files.writeString(home.resolve("stat"), "aeron.dir=" + directory + "\naeron.threading.mode=SHARED\n");
        try (DriverProgram driver = run(file.toString())) {
            driver.awaitReady(directory);

            driver.signal("TERM");
            assertThat(driver.exitStatus()).isEqualTo(128 + 15);
        }
    }

    @Test
    void endsADriverThatAllowsItAndSaysSoOfOneThatDoesNot() {
        try (DriverProgram driver = driver("AERON_DRIVER_TERMINATION_VALIDATOR", "allow")) {
            driver.awaitReady(directory);
            try (DriverProgram terminate = run("terminate", "--dir=" + directory)) {
                assertThat(terminate.exitStatus()).isZero();
                assertThat(terminate.out()).contains(" has ended after ");
            }
            assertThat(driver.exitStatus()).isZero();
        }
        try (DriverProgram driver = driver("AERON_DRIVER_TERMINATION_VALIDATOR", "deny")) {
            driver.awaitReady(directory);
            try (DriverProgram terminate = run("terminate", "--dir=" + directory, "--timeout=1s")) {
                assertThat(terminate.exitStatus()).isEqualTo(3);
                assertThat(terminate.err()).contains("denies termination").hasLineCount(1);
            }
            assertThat(driver.isAlive()).isTrue();
        }
    }

    @Test
    void changesNothingInTheDirectoryAndLoadsNothingOfTheDriver() {
        try (DriverProgram driver = driver("AERON_IPC_TERM_BUFFER_LENGTH", "65536")) {
            driver.awaitReady(directory);
            driver.signal("TERM");
            driver.exitStatus();
        }
        Map<String, Integer> before = contents();

        for (String tool : new String[] {"stat", "streams", "backlog", "errors", "loss"}) {
            try (DriverProgram run = DriverProgram.java(
                    home, Map.of(), "-Xlog:class+load", "-jar", "target/bus-driver.jar", tool, "--dir=" + directory)) {
                run.exitStatus();
                assertThat(run.out().lines().filter(line -> line.contains("io.tradebus.core.driver.")))
                        .as(tool)
                        .isEmpty();
                assertThat(run.out()).contains("io.tradebus.core.tools.BusMain");
            }
        }

        assertThat(contents()).isEqualTo(before);
    }

    private Map<String, Integer> contents() {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                contents.put(
                        directory.relativize(file).toString(),
                        Files.isDirectory(file) ? 0 : Arrays.hashCode(Files.readAllBytes(file)));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DriverProgram driver(String name, String value) {
        return DriverProgram.start(
                home, Map.of("AERON_DIR", directory.toString(), "AERON_THREADING_MODE", "SHARED", name, value));
    }

    private DriverProgram run(String... arguments) {
        return DriverProgram.start(home, Map.of(), arguments);
    }
}
