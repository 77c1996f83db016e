package io.tradebus.core.driver.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.files.ErrorLogText;
import io.tradebus.core.files.TerminationRequest;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverMainIT {
    @TempDir
    Path home;

    private Path parent;
    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        parent = TestDirectories.create();
        directory = parent.resolve("driver");
    }

    @AfterEach
    void deleteDirectory() {
        new DriverDirectory(parent).delete();
    }

    @Test
    @Conformance({"DB-97", "DB-100"})
    void runsWithoutArgumentsAndEndsCleanlyOnSigterm() throws IOException {
        try (DriverProgram driver = DriverProgram.start(
                home,
                environment(
                        "AERON_CLIENT_LIVENESS_TIMEOUT", "7000000000",
                        "AERON_COUNTERS_BUFFER_LENGTH", "2m",
                        "AERON_TIMER_INTERVAL", "3000000"))) {
            driver.awaitReady(directory);
            try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
                assertThat(control.pid()).isEqualTo(driver.pid());
                assertThat(control.clientLivenessTimeoutNs()).isEqualTo(7_000_000_000L);
                assertThat(control.counterValuesBuffer().capacity()).isEqualTo(2 << 20);
            }

            driver.signal("TERM");

            assertThat(driver.exitStatus()).isEqualTo(128 + 15);
            assertThat(driver.err()).isEmpty();
            assertThat(driver.out())
                    .containsOnlyOnce("Started driver: dir=" + directory + " threading=SHARED idle: backoff");
            assertThat(DriverProgram.look(directory).state()).isEqualTo(DriverSighting.State.STOPPED);
        }
    }

    @Test
    @Conformance({"DB-7", "DB-100"})
    void deletesItsDirectoryOnSigintWhenToldTo() {
        try (DriverProgram driver = DriverProgram.start(home, environment("AERON_DIR_DELETE_ON_SHUTDOWN", "true"))) {
            driver.awaitReady(directory);

            driver.signal("INT");

            assertThat(driver.exitStatus()).isEqualTo(128 + 2);
            assertThat(driver.err()).isEmpty();
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    @Conformance({"DB-99", "SM-12"})
    void endsOnRequestWhenThatIsAllowed() {
        try (DriverProgram driver =
                DriverProgram.start(home, environment("AERON_DRIVER_TERMINATION_VALIDATOR", "allow"))) {
            driver.awaitReady(directory);

            requestTermination();

            assertThat(driver.exitStatus()).isZero();
            assertThat(driver.err()).isEmpty();
            assertThat(DriverProgram.look(directory).state()).isEqualTo(DriverSighting.State.STOPPED);
        }
    }

    @Test
    @Conformance({"DB-99", "SM-12"})
    void goesOnWhenARequestToEndIsNotAllowed() {
        try (DriverProgram driver = DriverProgram.start(home, environment("AERON_TIMER_INTERVAL", "10000000"))) {
            driver.awaitReady(directory);

            requestTermination();
            long requestedMs = System.currentTimeMillis();

            Await.until("a sign of life after the request", () -> heartbeatMs() > requestedMs + 100);
            assertThat(driver.isAlive()).isTrue();
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-98")
    void propertiesOfFilesCoverThoseOfTheCommandLine() throws IOException {
        Path file = Files.writeString(home.resolve("driver.properties"), "aeron.client.liveness.timeout=6s\n");
        try (DriverProgram driver = DriverProgram.java(
                home,
                environment("AERON_CLIENT_LIVENESS_TIMEOUT", "8000000000"),
                "-Daeron.client.liveness.timeout=7s",
                "-jar",
                DriverProgram.JAR.toString(),
                file.toString())) {
            driver.awaitReady(directory);
            try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
                assertThat(control.clientLivenessTimeoutNs()).isEqualTo(6_000_000_000L);
            }
        }
    }

    @Test
    @Conformance("DB-4")
    void refusesADirectoryInWhichADriverIsAlive() {
        try (DriverProgram first = DriverProgram.start(home, environment());
                DriverProgram second = startAfter(first)) {
            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(second.err())
                    .startsWith("ERROR: the driver could not be started: ")
                    .contains(directory.toString())
                    .contains("in use")
                    .doesNotContain("\tat ");
            assertThat(first.isAlive()).isTrue();
            assertThat(DriverProgram.look(directory).isActive()).isTrue();
        }
    }

    @Test
    @Conformance("DB-4")
    void takesOverTheDirectoryOfADriverThatWasKilled() {
        try (DriverProgram killed = DriverProgram.start(home, environment())) {
            killed.awaitReady(directory);
            killed.signal("KILL");
            killed.exitStatus();
            Await.until("heartbeat older than the timeout", () -> heartbeatMs() < System.currentTimeMillis() - 500);
        }
        try (DriverProgram next = DriverProgram.start(home, environment("AERON_DRIVER_TIMEOUT", "400"))) {
            Await.until("another driver", () -> DriverProgram.look(directory).pid() == next.pid());
            assertThat(next.isAlive()).isTrue();
        }
    }

    @Test
    @Conformance("DB-5")
    void acceptsAnEmptyDirectory() throws IOException {
        Files.createDirectory(directory);
        try (DriverProgram driver = DriverProgram.start(home, environment())) {
            driver.awaitReady(directory);
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    @Conformance("DB-8")
    void drivesItselfInInvokerMode() {
        try (DriverProgram driver = DriverProgram.start(
                home, environment("AERON_THREADING_MODE", "INVOKER", "AERON_TIMER_INTERVAL", "3000000"))) {
            driver.awaitReady(directory);
            long first = heartbeatMs();
            Await.until("a later heartbeat", () -> heartbeatMs() > first);

            driver.signal("TERM");

            assertThat(driver.exitStatus()).isEqualTo(128 + 15);
            assertThat(DriverProgram.look(directory).state()).isEqualTo(DriverSighting.State.STOPPED);
        }
    }

    @Test
    void saysInOneLineWhyItCannotStart() {
        try (DriverProgram driver = DriverProgram.start(home, environment(), "-Daeron.mtu.length=1500")) {
            assertThat(driver.exitStatus()).isEqualTo(1);
            assertThat(driver.err().strip())
                    .startsWith("ERROR: the driver could not be started: ")
                    .contains("aeron.mtu.length=1500")
                    .hasLineCount(1);
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void namesUnknownSettingsAndRuns() {
        try (DriverProgram driver = DriverProgram.start(
                home,
                environment("AERON_TREADING_MODE", "SHARED"),
                "-Daeron.ipc.term.buffer.lenght=64k",
                "-Daeron.print.configuration=true")) {
            driver.awaitReady(directory);
            assertThat(driver.err().lines())
                    .containsExactlyInAnyOrder(
                            "WARNING: unknown setting AERON_TREADING_MODE, did you mean AERON_THREADING_MODE?",
                            "WARNING: unknown setting aeron.ipc.term.buffer.lenght, did you mean"
                                    + " aeron.ipc.term.buffer.length?");
            assertThat(driver.out().lines())
                    .contains(
                            "aeron.dir=" + directory, "aeron.threading.mode=SHARED", "aeron.print.configuration=true");
        }
    }

    @Test
    @Conformance("DB-97")
    void bindsItsThreadsToProcessors() {
        assumeThat(Path.of("/proc/thread-self"))
                .as("threads are bound on Linux only")
                .exists();
        int last = Runtime.getRuntime().availableProcessors() - 1;
        try (DriverProgram driver = DriverProgram.start(
                home,
                environment(
                        "AERON_THREADING_MODE", "DEDICATED",
                        "AERON_CONDUCTOR_CPU_AFFINITY", "0",
                        "AERON_SENDER_CPU_AFFINITY", Integer.toString(last)))) {
            driver.awaitReady(directory);

            Await.until(
                    "the conductor on processor 0",
                    () -> processors(driver, "driver-conducto").equals("0"));
            Await.until(
                    "the sender on processor " + last,
                    () -> processors(driver, "sender").equals(Integer.toString(last)));
            if (last > 0) {
                assertThat(processors(driver, "receiver")).isNotIn("0", Integer.toString(last));
            }
            assertThat(driver.err()).isEmpty();
        }
    }

    @Test
    void runsUnboundAndRecordsItWhenThereIsNoSuchProcessor() {
        try (DriverProgram driver = DriverProgram.start(home, environment("AERON_CONDUCTOR_CPU_AFFINITY", "255"))) {
            driver.awaitReady(directory);

            Await.until("the reason in the error log", () -> errorLog().contains("is not bound to processor 255"));
            assertThat(driver.isAlive()).isTrue();
        }
    }

    @Test
    @Conformance("DB-97")
    void waitsLongerWhileSomebodyDebugsIt() throws IOException {
        try (DriverProgram driver = DriverProgram.java(
                home,
                environment("AERON_DEBUG_TIMEOUT", "77000000000"),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                "-jar",
                DriverProgram.JAR.toString())) {
            driver.awaitReady(directory);
            try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
                assertThat(control.clientLivenessTimeoutNs()).isEqualTo(77_000_000_000L);
            }
        }
    }

    @Test
    void explainsItself() {
        try (DriverProgram version = DriverProgram.start(home, Map.of(), "-v");
                DriverProgram wrong = DriverProgram.start(home, environment(), "--fast")) {
            assertThat(version.exitStatus()).isZero();
            assertThat(version.out()).startsWith("bus-driver ");
            assertThat(wrong.exitStatus()).isEqualTo(1);
            assertThat(wrong.err()).startsWith("unknown option '--fast'").contains("usage: java");
        }
    }

    @Test
    void namesTheWaysOutWhenTheJvmDoesNotExportWhatItNeeds() {
        try (DriverProgram driver = DriverProgram.java(
                home, environment(), "-cp", DriverProgram.JAR.toString(), DriverMain.class.getName())) {
            assertThat(driver.exitStatus()).isEqualTo(1);
            assertThat(driver.err())
                    .startsWith("ERROR: the driver could not be started: ")
                    .contains("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                    .contains("Add-Exports: java.base/jdk.internal.misc")
                    .contains("JDK_JAVA_OPTIONS");
        }
    }

    @Test
    void refusesAFileSystemThatIsTooSmall() throws Exception {
        Path small = Files.createDirectory(parent.resolve("small"));
        assumeThat(mount(small))
                .as("a small file system needs the right to mount one")
                .isTrue();
        try (DriverProgram driver = DriverProgram.start(
                home, environment("AERON_DIR", small.resolve("driver").toString()))) {
            assertThat(driver.exitStatus()).isEqualTo(1);
            assertThat(driver.err())
                    .startsWith("ERROR: the driver could not be started: not enough space")
                    .contains("--shm-size")
                    .doesNotContain("\tat ");
        } finally {
            run("umount", small.toString());
        }
    }

    private DriverProgram startAfter(DriverProgram first) {
        first.awaitReady(directory);
        return DriverProgram.start(home, environment());
    }

    private void requestTermination() {
        assertThat(TerminationRequest.send(directory, new UnsafeBuffer(new byte[0]), 0, 0))
                .isTrue();
    }

    private long heartbeatMs() {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            return control.heartbeatMs();
        } catch (IOException e) {
            return 0;
        }
    }

    private String errorLog() {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            return ErrorLogText.print(control.errorLogBuffer(), ZoneOffset.UTC);
        } catch (IOException e) {
            return "";
        }
    }

    /** The processors on which a thread may run, as the system lists them; empty if there is no such thread. */
    private static String processors(DriverProgram driver, String thread) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(driver.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals(thread)) {
                    return Files.readAllLines(task.resolve("status")).stream()
                            .filter(line -> line.startsWith("Cpus_allowed_list:"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse("");
                }
            }
        } catch (IOException e) {
            // Threads come and go.
        }
        return "";
    }

    private Map<String, String> environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AERON_DIR", directory.toString());
        environment.put("AERON_THREADING_MODE", "SHARED");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    private static boolean mount(Path directory) throws Exception {
        return run("mount", "-t", "tmpfs", "-o", "size=2m", "bus-test", directory.toString()) == 0;
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
