package io.tradebus.spring.autoconfigure;

import java.nio.file.Path;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the driver is. A bean of this type overrides {@code bus.driver.directory}, and then no driver is embedded: the
 * one in this directory is an external one.
 */
@FunctionalInterface
public interface BusConnectionDetails extends ConnectionDetails {
    /** Directory of the driver. */
    Path directory();
}
