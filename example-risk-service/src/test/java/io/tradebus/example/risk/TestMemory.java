package io.tradebus.example.risk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Where drivers of tests keep their files: in memory, where there is such a file system. */
final class TestMemory {
    private static final Path SHARED = Path.of("/dev/shm");

    private TestMemory() {}

    /** A new, empty directory, which goes with the JVM. */
    static Path directory() throws IOException {
        Path directory = Files.isWritable(SHARED)
                ? Files.createTempDirectory(SHARED, "tradebus-test-")
                : Files.createTempDirectory("tradebus-test-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        return directory;
    }

    private static void delete(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
