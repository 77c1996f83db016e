package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxSocketSettingsTest {
    @TempDir
    Path root;

    @Test
    void settingsSayWhatASocketSays() {
        SocketBufferLimits settings = LinuxSocketSettings.read();

        assumeThat(settings).as("settings of this machine").isNotNull();
        assertThat(settings).isEqualTo(NioDatagramPorts.probeSocket());
    }

    @Test
    void ofADefaultHalfIsForDataAndOfTheMostAll() throws IOException {
        write("6.18.44-generic", "212992", "4194304", "425984", "8388608");

        assertThat(LinuxSocketSettings.read(root))
                .isEqualTo(new SocketBufferLimits(106_496, 4_194_304, 212_992, 8_388_608));
    }

    @Test
    void nothingIsKnownWhereASettingCannotBeRead() throws IOException {
        write("6.18.44-generic", "212992", "4194304", "212992", "4194304");
        Files.delete(setting("wmem_max"));

        assertThat(LinuxSocketSettings.read(root)).isNull();
    }

    @Test
    void nothingIsKnownWhereASettingIsNoLength() throws IOException {
        write("6.18.44-generic", "212992", "4194304", "", "4194304");

        assertThat(LinuxSocketSettings.read(root)).isNull();
    }

    @Test
    void nothingIsKnownOfLengthsThatTheKernelMayChange() throws IOException {
        write("6.18.44-generic", "212992", "2147483647", "212992", "4194304");
        assertThat(LinuxSocketSettings.read(root)).isNull();

        write("6.18.44-generic", "212992", "4194304", "2304", "4194304");
        assertThat(LinuxSocketSettings.read(root)).isNull();
    }

    @Test
    void nothingIsKnownOfOldKernelsAndOfWhatLooksLikeOne() throws IOException {
        write("4.4.0", "212992", "212992", "212992", "212992");

        assertThat(LinuxSocketSettings.read(root)).isNull();
    }

    private void write(String release, String defaultSend, String maxSend, String defaultReceive, String maxReceive)
            throws IOException {
        Files.createDirectories(root.resolve("net/core"));
        Files.createDirectories(root.resolve("kernel"));
        Files.writeString(root.resolve("kernel/osrelease"), release + "\n");
        Files.writeString(setting("wmem_default"), defaultSend + "\n");
        Files.writeString(setting("wmem_max"), maxSend + "\n");
        Files.writeString(setting("rmem_default"), defaultReceive + "\n");
        Files.writeString(setting("rmem_max"), maxReceive + "\n");
    }

    private Path setting(String name) {
        return root.resolve("net/core").resolve(name);
    }
}
