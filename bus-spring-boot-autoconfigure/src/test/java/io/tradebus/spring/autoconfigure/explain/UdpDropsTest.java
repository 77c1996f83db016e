package io.tradebus.spring.autoconfigure.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpDropsTest {
    @TempDir
    private Path directory;

    @Test
    void countsWhatTheSystemHasDroppedSinceItWasMade() throws IOException {
        Path file = directory.resolve("snmp");
        write(file, 40);
        var drops = new UdpDrops(file);
        assertThat(drops.count()).isZero();

        write(file, 47);
        assertThat(drops.count()).isEqualTo(7);
    }

    @Test
    void countsNothingWhereTheSystemDoesNotSay() throws IOException {
        assertThat(new UdpDrops(directory.resolve("none")).count()).isZero();

        Path other = Files.writeString(directory.resolve("other"), "Udp: InDatagrams\nUdp: 5\n");
        assertThat(new UdpDrops(other).count()).isZero();
    }

    private static void write(Path file, long drops) throws IOException {
        Files.writeString(file, """
                Tcp: ActiveOpens RcvbufErrors
                Tcp: 1 2
                Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors
                Udp: 136373644 79471 295043 136154611 %d 0
                """.formatted(drops));
    }
}
