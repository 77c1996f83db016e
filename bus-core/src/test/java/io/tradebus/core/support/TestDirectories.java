package io.tradebus.core.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** New directories of one test each, in memory where there is such a file system. Who asks for one deletes it. */
public final class TestDirectories {
    private static final Path MEMORY = Path.of("/dev/shm");

    private TestDirectories() {}

    public static Path create() {
        try {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "bus-test-")
                    : Files.createTempDirectory("bus-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
