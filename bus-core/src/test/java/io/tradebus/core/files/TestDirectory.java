package io.tradebus.core.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A parent for driver directories of one test, in memory where there is such a file system. */
final class TestDirectory implements AutoCloseable {
    private final Path parent;

    TestDirectory() {
        Path memory = Path.of("/dev/shm");
        try {
            parent = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "bus-test-")
                    : Files.createTempDirectory("bus-test-");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path path() {
        return parent;
    }

    @Override
    public void close() {
        new DriverDirectory(parent).delete();
    }
}
