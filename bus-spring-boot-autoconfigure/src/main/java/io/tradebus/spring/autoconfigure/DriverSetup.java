package io.tradebus.spring.autoconfigure;

import static io.tradebus.spring.autoconfigure.BusPropertiesMapper.orElse;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.files.DeadDirectories;
import io.tradebus.spring.event.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where the driver is, in this process or another, and how one in this process is configured, anew for each start. Whoever looks at it before the
 * start is shown the very one it will start with, so that customizers are asked once for each start.
 */
final class DriverSetup {
    private static final Log LOG = LogFactory.getLog("bus.driver");
    private static final String CONTROL_FILE = "cnc.dat";

    private final DriverProperties properties;
    private final BusPropertiesMapper mapper;
    private final BusConnectionDetails details;
    private final List<BusDriverCustomizer> customizers;
    private @Nullable DriverConfig next;

    DriverSetup(BusPropertiesMapper mapper, BusConnectionDetails details, List<BusDriverCustomizer> customizers) {
        this.properties = mapper.properties().getDriver();
        this.mapper = mapper;
        this.details = details;
        this.customizers = customizers;
    }

    /** Whether the driver runs in this process. */
    boolean isEmbedded() {
        return properties.mode() == DriverProperties.Mode.EMBEDDED && details instanceof PropertiesBusConnectionDetails;
    }

    /** What is set, and becomes the configuration of driver and client. */
    BusPropertiesMapper mapper() {
        return mapper;
    }

    /** Where the driver is, in this process or another. */
    BusConnectionDetails details() {
        return details;
    }

    /** The configuration of the next start, as properties and customizers make it. */
    synchronized DriverConfig next() {
        DriverConfig config = next;
        if (config == null) {
            config = mapper.driverConfig(details.directory());
            for (BusDriverCustomizer customizer : customizers) {
                config = customizer.customize(config);
            }
            next = config;
            removeLeftBehind(config);
        }
        return config;
    }

    /** What this application left when it was killed would take memory for ever: its next process has another directory. */
    private void removeLeftBehind(DriverConfig config) {
        if (isEmbedded()
                && details instanceof PropertiesBusConnectionDetails own
                && own.prefix() != null
                && own.directory().equals(config.directory())
                && orElse(properties.deleteOnStart(), true)) {
            var directories = new DeadDirectories(own.directory().resolveSibling(""), own.prefix());
            try {
                long timeoutMs = config.timeouts().driverTimeoutMs();
                for (DeadDirectories.Removal removal : directories.remove(System.currentTimeMillis(), timeoutMs)) {
                    log(removal);
                }
            } catch (RuntimeException e) {
                LOG.warn("not looked for directories that this application left when it was killed: " + e);
            }
        }
    }

    private static void log(DeadDirectories.Removal removal) {
        String of = " of a driver whose process is gone, with " + Bytes.text(removal.length());
        if (removal.failure() == null) {
            LOG.info("removed directory " + removal.path() + of);
        } else {
            LOG.warn("directory " + removal.path() + of + ", stays: "
                    + removal.failure().getMessage());
        }
    }

    /** The configuration to start with now. */
    synchronized DriverConfig take() {
        DriverConfig config = next();
        next = null;
        if (!orElse(properties.deleteOnStart(), true)) {
            requireNew(config.directory());
        }
        return config;
    }

    private static void requireNew(Path directory) {
        if (Files.exists(directory.resolve(CONTROL_FILE))) {
            throw new BusConfigurationException("driver directory " + directory
                    + " was used before and bus.driver.delete-on-start is false; delete it, choose another one "
                    + "(bus.driver.directory), or let the start delete it");
        }
    }
}
