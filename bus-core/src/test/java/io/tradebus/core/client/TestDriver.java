package io.tradebus.core.client;

import io.tradebus.core.config.ClientConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A driver in this process, with a directory of its own that goes when it is closed. */
interface TestDriver extends AutoCloseable {
    Path directory();

    /** Stops the driver and leaves its directory. */
    void stop();

    @Override
    void close();

    default ClientConfig clientConfig() {
        return ClientConfig.defaults(directory());
    }

    static Path newDirectory() {
        try {
            Path memory = Path.of("/dev/shm");
            return Files.isDirectory(memory)
                    ? Files.createTempDirectory(memory, "bus-test-")
                    : Files.createTempDirectory("bus-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
