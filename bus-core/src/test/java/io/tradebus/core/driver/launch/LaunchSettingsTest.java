package io.tradebus.core.driver.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchSettingsTest {
    @TempDir
    Path directory;

    @Test
    void withoutAnythingTheDefaultsHold() {
        LaunchSettings settings = LaunchSettings.read(Map.of(), Map.of(), List.of());

        assertThat(settings.config()).isEqualTo(DriverConfig.defaults());
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    @Conformance("DB-98")
    void whatComesLaterWins() throws IOException {
        Path first = file("first.properties", "aeron.ipc.term.buffer.length=4m\naeron.mtu.length=2048\n");
        Path second = file("second.properties", "aeron.ipc.term.buffer.length=8m\n");

        LaunchSettings settings = LaunchSettings.read(
                Map.of("AERON_IPC_TERM_BUFFER_LENGTH", "1m", "AERON_CLIENT_LIVENESS_TIMEOUT", "9000000000"),
                Map.of("aeron.ipc.term.buffer.length", "2m", "aeron.mtu.length", "4096"),
                List.of(first.toString(), second.toUri().toString()));

        assertThat(settings.config().log().ipcTermLength()).isEqualTo(8 << 20);
        assertThat(settings.config().log().mtuLength()).isEqualTo(2048);
        assertThat(settings.config().timeouts().clientLivenessTimeoutNs()).isEqualTo(9_000_000_000L);
    }

    @Test
    void findsPropertiesOnTheClassPath() {
        LaunchSettings settings =
                LaunchSettings.read(Map.of(), Map.of(), List.of("io/tradebus/core/driver/launch/launch.properties"));

        assertThat(settings.config().log().ipcTermLength()).isEqualTo(1 << 20);
    }

    @Test
    void takesDefinitionsAmongTheArguments() {
        LaunchSettings settings = LaunchSettings.read(
                Map.of(),
                Map.of("aeron.mtu.length", "4096"),
                List.of("-Daeron.mtu.length=8192", "-Daeron.dir=" + directory));

        assertThat(settings.config().log().mtuLength()).isEqualTo(8192);
        assertThat(settings.config().directory()).isEqualTo(directory);
    }

    @Test
    void namesWhatItDoesNotKnowAndTheNearestItKnows() {
        LaunchSettings settings = LaunchSettings.read(
                Map.of("AERON_MTU_LENGHT", "1408", "AERON_ARCHIVE_DIR", "x", "HOME", "/root"),
                Map.of("aeron.theading.mode", "SHARED"),
                List.of());

        assertThat(settings.warnings())
                .containsExactlyInAnyOrder(
                        "WARNING: unknown setting AERON_MTU_LENGHT, did you mean AERON_MTU_LENGTH?",
                        "WARNING: unknown setting aeron.theading.mode, did you mean aeron.threading.mode?");
    }

    @Test
    void theEnvironmentIsReadWithWarningsAndPropertiesStrictly() {
        LaunchSettings settings = LaunchSettings.read(Map.of("AERON_MTU_LENGTH", "many"), Map.of(), List.of());

        assertThat(settings.warnings()).containsExactly("WARNING: AERON_MTU_LENGTH=many is invalid, using default");
        assertThatThrownBy(() -> LaunchSettings.read(Map.of(), Map.of("aeron.mtu.length", "many"), List.of()))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("aeron.mtu.length=many is invalid");
    }

    @Test
    void refusesArgumentsThatAreNone() {
        assertThatThrownBy(() -> LaunchSettings.read(Map.of(), Map.of(), List.of("--fast")))
                .isInstanceOf(LaunchSettings.UsageException.class)
                .hasMessage("unknown option '--fast'");
        assertThatThrownBy(() -> LaunchSettings.read(Map.of(), Map.of(), List.of("-Daeron.dir")))
                .hasMessage("argument '-Daeron.dir' must be -Dname=value");
        assertThatThrownBy(() -> LaunchSettings.read(Map.of(), Map.of(), List.of("missing.properties")))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("'missing.properties' were not found");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
