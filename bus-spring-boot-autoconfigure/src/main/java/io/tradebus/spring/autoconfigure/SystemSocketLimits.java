package io.tradebus.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the operating system grants a socket at most, whatever it is asked for.
 *
 * @param receiveBuffer bytes; {@link Long#MAX_VALUE} where the system does not say
 * @param sendBuffer bytes; {@link Long#MAX_VALUE} where the system does not say
 */
record SystemSocketLimits(long receiveBuffer, long sendBuffer) {
    static final String RECEIVE_SETTING = "net.core.rmem_max";
    static final String SEND_SETTING = "net.core.wmem_max";

    private static final Path SETTINGS = Path.of("/proc/sys/net/core");

    /** The limits of this machine. */
    static SystemSocketLimits ofSystem() {
        return read(SETTINGS);
    }

    static SystemSocketLimits read(Path directory) {
        return new SystemSocketLimits(number(directory.resolve("rmem_max")), number(directory.resolve("wmem_max")));
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
