package io.tradebus.core.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver lives when nobody says. See docs/shared-memory.md#location. The only place that asks the JVM for the
 * user and the directory for temporary files.
 */
public final class DefaultDirectory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private DefaultDirectory() {}

    /** The directory of this user on this machine: in memory where there is such a file system. */
    public static Path path() {
        return path(
                System.getProperty("os.name", ""),
                System.getProperty("user.name"),
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
                Files.isDirectory(SHARED_MEMORY));
    }

    static Path path(String operatingSystem, @Nullable String user, Path temporary, boolean hasSharedMemory) {
        Path parent = operatingSystem.startsWith("Linux") && hasSharedMemory ? SHARED_MEMORY : temporary;
        return parent.resolve("aeron-" + (user == null || user.isEmpty() ? "default" : user));
    }
}
