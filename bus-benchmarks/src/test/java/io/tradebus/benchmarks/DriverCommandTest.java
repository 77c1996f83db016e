package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverCommandTest {
    private static final Path DIRECTORY = Path.of("/dev/shm/bus-test/driver");

    @TempDir
    Path files;

    @Test
    void aJavaDriverHasItsSettingsAsSystemProperties() {
        DriverCommand command = DriverCommand.ofJava(
                Maker.STOCK, DIRECTORY, DriverSettings.NONE.with("aeron.threading.mode", "DEDICATED"));

        assertThat(command.words())
                .contains("-Daeron.threading.mode=DEDICATED", "-Daeron.dir=/dev/shm/bus-test/driver")
                .endsWith("io.aeron.driver.MediaDriver");
        assertThat(command.environment()).isEmpty();
    }

    @Test
    void theNativeDriverHasItsSettingsInItsEnvironment() {
        DriverCommand command = DriverCommand.ofNative(
                Path.of("/opt/aeron/aeronmd"),
                DIRECTORY,
                DriverSettings.of(Threading.SHARED_NETWORK, Waiting.SPIN, 65_536));

        assertThat(command.words()).containsExactly("/opt/aeron/aeronmd");
        assertThat(command.environment())
                .containsExactly(
                        entry("AERON_DIR", "/dev/shm/bus-test/driver"),
                        entry("AERON_THREADING_MODE", "SHARED_NETWORK"),
                        entry("AERON_SHAREDNETWORK_IDLE_STRATEGY", "spin"),
                        entry("AERON_CONDUCTOR_IDLE_STRATEGY", "spin"),
                        entry("AERON_RCV_INITIAL_WINDOW_LENGTH", "65536"),
                        entry("AERON_SOCKET_SO_RCVBUF", "2097152"),
                        entry("AERON_SOCKET_SO_SNDBUF", "2097152"));
    }

    @Test
    void aNativeDriverIsRunWithItsSettings() throws IOException {
        Path seen = files.resolve("seen");
        Path binary = script("echo \"$# $AERON_THREADING_MODE $AERON_DIR\" > " + seen
                + "; mkdir -p \"$AERON_DIR\"; touch \"$AERON_DIR/cnc.dat\"; exec sleep 60");

        try (RunningDriver driver =
                DriverProcess.start(Maker.STOCK_C, setup(binary), setup(binary).settings())) {
            assertThat(seen).content().isEqualTo("0 SHARED " + driver.directory() + "\n");
        }
    }

    @Test
    void aNativeDriverThatEndsIsNamed() throws IOException {
        Setup setup = setup(script("exit 7"));

        assertThatThrownBy(() -> PeerPair.start(Maker.STOCK_C, setup, Transport.IPC))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stock, C driver: the driver could not be started: its process ended with 7");
    }

    @Test
    void aNativeDriverThatIsNotThereIsNamed() {
        Setup setup = setup(files.resolve("none"));

        assertThatThrownBy(() -> PeerPair.start(Maker.STOCK_C, setup, Transport.IPC))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("stock, C driver: the driver could not be started: ")
                .hasMessageContaining("none");
    }

    private static Setup setup(Path binary) {
        return Options.parse("--waiting=backoff", "--aeronmd=" + binary).setup();
    }

    private Path script(String line) throws IOException {
        Path script = files.resolve("aeronmd");
        Files.writeString(script, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }
}
