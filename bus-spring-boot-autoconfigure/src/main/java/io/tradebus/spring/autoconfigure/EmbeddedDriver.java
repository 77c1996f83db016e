package io.tradebus.spring.autoconfigure;

import static io.tradebus.spring.autoconfigure.BusPropertiesMapper.orElse;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Makes the configuration of the embedded driver, anew for each start, and looks at what it is about to do. */
final class EmbeddedDriver {
    private static final Log LOG = LogFactory.getLog("bus.driver");
    private static final String CONTROL_FILE = "cnc.dat";
    private static final int SPINNING_THREADS = 3;

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
        DriverConfig config = mapper.driverConfig(details.directory());
        for (BusDriverCustomizer customizer : customizers) {
            config = customizer.customize(config);
        }
        if (!orElse(properties.deleteOnStart(), true)) {
            requireNew(config.directory());
        }
        warnWhenThreadsSpinWithoutProcessors(config);
        return config;
    }

    private static void requireNew(Path directory) {
        if (Files.exists(directory.resolve(CONTROL_FILE))) {
            throw new BusConfigurationException("driver directory " + directory
                    + " was used before and bus.driver.delete-on-start is false; delete it, choose another one "
                    + "(bus.driver.directory), or let the start delete it");
        }
    }

    private static void warnWhenThreadsSpinWithoutProcessors(DriverConfig config) {
        int processors = Runtime.getRuntime().availableProcessors();
        boolean spins = config.threading().mode() == ThreadingMode.DEDICATED
                && config.threading().idle().conductor().name().equals("spin");
        if (spins && processors <= SPINNING_THREADS) {
            LOG.warn("the driver has up to " + SPINNING_THREADS + " spinning threads and this machine " + processors
                    + " processors: they will take time from the application; choose bus.tuning=balanced, or "
                    + "bus.driver.idle-strategy=backoff");
        }
    }
}
