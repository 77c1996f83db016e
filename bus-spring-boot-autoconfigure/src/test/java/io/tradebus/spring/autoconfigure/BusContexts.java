package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.autoconfigure.endpoint.BusEndpointAutoConfiguration;
import io.tradebus.spring.autoconfigure.health.BusHealthContributorAutoConfiguration;
import io.tradebus.spring.autoconfigure.metrics.BusMetricsAutoConfiguration;
import io.tradebus.spring.autoconfigure.observation.BusObservationAutoConfiguration;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Small contexts with the bus in them, for tests of what watches it. */
public final class BusContexts {
    private BusContexts() {}

    /** A context with all auto-configurations, one stream {@code orders}, no look at the machine, and a driver in {@code directory}. */
    public static ApplicationContextRunner in(Path directory) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BusAutoConfiguration.class,
                        BusJacksonAutoConfiguration.class,
                        BusListenerAutoConfiguration.class,
                        BusEndpointAutoConfiguration.class,
                        BusHealthContributorAutoConfiguration.class,
                        BusMetricsAutoConfiguration.class,
                        BusObservationAutoConfiguration.class))
                .withPropertyValues(
                        "bus.tuning=low-cpu",
                        "bus.preflight=off",
                        "bus.driver.directory=" + directory.resolve("driver"),
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=1MB",
                        "bus.template.send-timeout=20s",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1001");
    }
}
