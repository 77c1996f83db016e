package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.RuntimeBusConnection;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Connects the application to its driver: to one that it starts in this process, or to another program. */
final class DriverConnections implements BusConnection.Factory {
    private static final Log LOG = LogFactory.getLog("bus.driver");

    private final DriverSetup driver;
    private final BusPropertiesMapper mapper;
    private final BusStreams streams;
    private final BusExecution execution;
    private final ClientConfig client;

    /**
     * Looks at the settings, and warns of those that have no effect.
     *
     * @throws io.tradebus.core.BusConfigurationException if nobody would run the driver
     */
    DriverConnections(DriverSetup driver, BusStreams streams, BusExecution execution, String applicationName) {
        this.driver = driver;
        this.mapper = driver.mapper();
        this.streams = streams;
        this.execution = execution;
        client = mapper.clientConfig(driver.details().directory(), applicationName);
        DriverProperties properties = mapper.properties().getDriver();
        InvokedDriver.require(properties, driver.isEmbedded(), execution);
        if (!driver.isEmbedded()) {
            warnOfUnusedSettings(properties);
        } else if (streams.isOnNetwork()) {
            ClassLoading.loadNetwork();
        }
    }

    private static void warnOfUnusedSettings(DriverProperties driver) {
        List<String> unused = DriverSettings.ofEmbedded(driver);
        if (!unused.isEmpty()) {
            LOG.warn("the driver is another program, which knows nothing of " + String.join(", ", unused)
                    + ": remove them here and give them to that program; a stream of its own may have a term-length, "
                    + "an mtu and a linger time (bus.streams.<name>)");
        }
    }

    @Override
    public BusConnection open(RuntimeObserver observer) {
        return driver.isEmbedded()
                ? embedded(observer)
                : new RuntimeBusConnection(
                        BusRuntime.external(client, mapper.startTimeout(), mapper.runtimeSettings(), observer));
    }

    private BusConnection embedded(RuntimeObserver observer) {
        List<StreamDefinition> expected = new ArrayList<>();
        for (BusStream stream : streams.all()) {
            expected.add(stream.definition());
        }
        DriverConfig config = driver.take();
        BusRuntime runtime =
                BusRuntime.embedded(config, client, expected, mapper.runtimeSettings(), observer, execution.world());
        var fit = new StreamFit(config, SystemSocketLimits.ofSystem());
        return new FittingBusConnection(new RuntimeBusConnection(runtime), fit);
    }
}
