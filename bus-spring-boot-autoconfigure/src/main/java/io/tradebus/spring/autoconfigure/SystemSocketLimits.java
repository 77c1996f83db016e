package io.tradebus.spring.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the operating system grants a socket at most, whatever it is asked for.
 *
 * @param receiveBuffer bytes; {@link Long#MAX_VALUE} where the system does not say
 * @param sendBuffer bytes; {@link Long#MAX_VALUE} where the system does not say
 */
public record SystemSocketLimits(long receiveBuffer, long sendBuffer) {
    static final String RECEIVE_SETTING = "net.core.rmem_max";
    static final String SEND_SETTING = "net.core.wmem_max";

    private static final Path SETTINGS = Path.of("/proc/sys/net/core");

    /** The limits of this machine. */
    public static SystemSocketLimits ofSystem() {
        return read(SETTINGS);
    }

    static SystemSocketLimits read(Path directory) {
        return new SystemSocketLimits(number(directory.resolve("rmem_max")), number(directory.resolve("wmem_max")));
    }

    private static long number(Path file) {
        // With one read: Linux gives such a file from its begin only, and whoever asks for its size first is told 0 and
        // takes a single byte.
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return line == null ? Long.MAX_VALUE : Long.parseLong(line.strip());
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
