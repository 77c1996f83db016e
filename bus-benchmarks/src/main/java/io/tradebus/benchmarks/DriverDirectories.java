package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories in shared memory, where there is some, else in the temporary directory. */
final class DriverDirectories {
    /** Names another place, for a process that may be ended by force: whoever does that deletes what is there. */
    static final String PLACE = "bus.benchmarks.directory";

    private static final Path MEMORY = Path.of(System.getProperty(PLACE, "/dev/shm"));

    private DriverDirectories() {}

    static Path create(String name) {
        try {
            String prefix = "bus-benchmark-" + name + "-";
            Path created = Files.isDirectory(MEMORY)
                    ? Files.createTempDirectory(MEMORY, prefix)
                    : Files.createTempDirectory(prefix);
            Leftovers.onCreated(created);
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
