package io.tradebus.spring.autoconfigure.health;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.DriverStatus;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.util.unit.DataSize;

/** OUT_OF_SERVICE when the file system of the driver's directory has no more than {@code bus.driver.low-storage-warning}. */
public class BusStorageHealthIndicator extends AbstractHealthIndicator {
    private final BusRuntimeLifecycle lifecycle;
    private final DataSize warning;

    public BusStorageHealthIndicator(BusRuntimeLifecycle lifecycle, DataSize warning) {
        super("the usable space cannot be told");
        this.lifecycle = lifecycle;
        this.warning = warning;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            builder.unknown().withDetail("reason", "the bus is not started");
            return;
        }
        DriverStatus status = runtime.driverStatus();
        builder.withDetail("directory", status.directory().toString());
        if (status.usableBytes() < 0) {
            builder.unknown().withDetail("reason", "the usable space of the directory cannot be told");
            return;
        }
        builder.withDetail("free", status.usableBytes())
                .withDetail("mapped", status.mappedBytes())
                .withDetail("threshold", warning.toBytes());
        if (status.usableBytes() > warning.toBytes()) {
            builder.up();
        } else {
            builder.outOfService();
        }
    }
}
