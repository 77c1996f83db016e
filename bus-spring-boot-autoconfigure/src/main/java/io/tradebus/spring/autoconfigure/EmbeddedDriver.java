package io.tradebus.spring.autoconfigure;

import static io.tradebus.spring.autoconfigure.BusPropertiesMapper.orElse;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the configuration of the embedded driver, anew for each start. */
final class EmbeddedDriver {
    private static final String CONTROL_FILE = "cnc.dat";

    private final BusProperties.Driver properties;
    private final BusPropertiesMapper mapper;
    private final BusConnectionDetails details;
    private final List<BusDriverCustomizer> customizers;

    EmbeddedDriver(
            BusProperties.Driver properties,
            BusPropertiesMapper mapper,
            BusConnectionDetails details,
            List<BusDriverCustomizer> customizers) {
        this.properties = properties;
        this.mapper = mapper;
        this.details = details;
        this.customizers = customizers;
    }

    DriverConfig config() {
        DriverConfig config = customized(mapper, details, customizers);
        if (!orElse(properties.deleteOnStart(), true)) {
            requireNew(config.directory());
        }
        return config;
    }

    /** The configuration as properties and customizers make it. */
    static DriverConfig customized(
            BusPropertiesMapper mapper, BusConnectionDetails details, List<BusDriverCustomizer> customizers) {
        DriverConfig config = mapper.driverConfig(details.directory());
        for (BusDriverCustomizer customizer : customizers) {
            config = customizer.customize(config);
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
