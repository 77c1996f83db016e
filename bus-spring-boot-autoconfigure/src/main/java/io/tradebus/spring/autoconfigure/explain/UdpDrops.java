package io.tradebus.spring.autoconfigure.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many datagrams the system has dropped because the receive buffer of a socket was full, since this was made. Linux
 * counts that for all sockets of a network namespace, which in a container is the container's own; elsewhere it is 0.
 */
final class UdpDrops {
    private static final Path STATISTICS = Path.of("/proc/net/snmp");
    private static final String PREFIX = "Udp: ";
    private static final String COLUMN = "RcvbufErrors";

    private final Path file;
    private final long before;

    UdpDrops() {
        this(STATISTICS);
    }

    UdpDrops(Path file) {
        this.file = file;
        this.before = read(file);
    }

    long count() {
        return Math.max(0, read(file) - before);
    }

    private static long read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(PREFIX))
                    .toList();
            if (lines.size() < 2) {
                return 0;
            }
            int column = List.of(lines.get(0).split(" ", -1)).indexOf(COLUMN);
            return column < 0 ? 0 : Long.parseLong(lines.get(1).split(" ", -1)[column]);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return 0;
        }
    }
}
