package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories in shared memory, where there is some, else in the temporary directory. */
final class DriverDirectories {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private DriverDirectories() {}

    static Path create(String name) {
        try {
            String prefix = "bus-benchmark-" + name + "-";
            Path created = Files.isDirectory(SHARED_MEMORY)
                    ? Files.createTempDirectory(SHARED_MEMORY, prefix)
                    : Files.createTempDirectory(prefix);
            Leftovers.onCreated(created);
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
