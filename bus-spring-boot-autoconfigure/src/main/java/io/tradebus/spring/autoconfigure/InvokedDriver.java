package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.spring.core.BusExecution;

/** A driver without threads, which is for tests that run it. */
final class InvokedDriver {
    private InvokedDriver() {}

    /** @throws BusConfigurationException if nobody would run the driver */
    static void require(DriverProperties driver, boolean isEmbedded, BusExecution execution) {
        if (driver.threading() != ThreadingMode.INVOKER) {
            return;
        } else if (!execution.isInvoked()) {
            throw new BusConfigurationException(
                    "bus.driver.threading=invoker is for tests, which run the driver themselves "
                            + "by the BusTestDriver of bus-spring-boot-starter-test; choose shared, shared-network or dedicated");
        } else if (!isEmbedded) {
            throw new BusConfigurationException(
                    "bus.driver.threading=invoker is for a driver in this process; remove it, or "
                            + "bus.driver.mode and the connection details that point to another one");
        }
    }
}
