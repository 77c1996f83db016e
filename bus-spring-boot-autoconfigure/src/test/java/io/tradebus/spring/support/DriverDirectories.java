package io.tradebus.spring.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories for drivers of tests: in memory where there is such a file system. */
public final class DriverDirectories {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private DriverDirectories() {}

    /** A new, empty directory; whoever asks for it deletes it. */
    public static Path create() {
        try {
            return Files.isDirectory(SHARED_MEMORY)
                    ? Files.createTempDirectory(SHARED_MEMORY, "bus-test-")
                    : Files.createTempDirectory("bus-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
