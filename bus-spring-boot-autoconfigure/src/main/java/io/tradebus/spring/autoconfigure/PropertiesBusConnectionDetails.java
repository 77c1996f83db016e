package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DefaultDirectory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The directory as configured, or else a private one for an embedded driver and the user's one for an external one. */
final class PropertiesBusConnectionDetails implements BusConnectionDetails {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    // Contexts of one process, as in tests, must not meet in one directory.
    private static final AtomicInteger EMBEDDED = new AtomicInteger();

    private final Path directory;
    private final @Nullable String prefix;

    PropertiesBusConnectionDetails(DriverProperties driver, String applicationName) {
        if (driver.mode() == DriverProperties.Mode.EXTERNAL && !driver.options().isEmpty()) {
            throw new BusConfigurationException(
                    "bus.driver.options " + driver.options().keySet()
                            + " are settings of the driver, and with bus.driver.mode=external that is another program; "
                            + "give them to that program");
        }
        String configured = driver.directory();
        if (configured != null) {
            directory = path(configured);
            prefix = null;
        } else if (driver.mode() == DriverProperties.Mode.EXTERNAL) {
            directory = DefaultDirectory.path();
            prefix = null;
        } else {
            prefix = "bus-" + applicationName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-") + "-";
            directory = privateDirectory(prefix);
        }
    }

    /** A path of this system, or a URI of a file. */
    private static Path path(String configured) {
        try {
            return configured.startsWith("file:")
                    ? Path.of(URI.create(configured))
                    : Path.of(configured).normalize();
        } catch (IllegalArgumentException e) {
            throw new BusConfigurationException(
                    "bus.driver.directory must be a path of this system, but was '" + configured + "'", e);
        }
    }

    private static Path privateDirectory(String prefix) {
        Path parent = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
        int number = EMBEDDED.incrementAndGet();
        return parent.resolve(prefix + ProcessHandle.current().pid() + (number == 1 ? "" : "-" + number));
    }

    @Override
    public Path directory() {
        return directory;
    }

    /** What the directories of all processes of this application begin with, beside this one; null if the directory is chosen. */
    @Nullable String prefix() {
        return prefix;
    }
}
