package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.DriverConfig;

/** Changes the configuration of the embedded driver after the properties were applied. Beans are asked in their order. */
@FunctionalInterface
public interface BusDriverCustomizer {
    /** The configuration to use instead; called each time the driver is started. */
    DriverConfig customize(DriverConfig driver);
}
