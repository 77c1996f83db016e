package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DriverCommandTest {
    private static final Path DIRECTORY = Path.of("/dev/shm/bus-test/driver");

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
}
