package io.tradebus.spring.autoconfigure.health;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.DriverStatus;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** UP while the driver gives signs of life that are younger than {@code bus.driver.timeout}. */
public class BusDriverHealthIndicator extends AbstractHealthIndicator {
    private final BusRuntimeLifecycle lifecycle;
    private final Duration timeout;

    public BusDriverHealthIndicator(BusRuntimeLifecycle lifecycle, Duration timeout) {
        super("the driver's state cannot be told");
        this.lifecycle = lifecycle;
        this.timeout = timeout;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            builder.down().withDetail("reason", "the bus is not started");
            return;
        }
        DriverStatus status = runtime.driverStatus();
        builder.withDetail("mode", status.embedded() ? "embedded" : "external")
                .withDetail("directory", status.directory().toString());
        if (status.heartbeatAgeMs() >= 0) {
            builder.withDetail("heartbeatAge", Duration.ofMillis(status.heartbeatAgeMs()));
        }
        Map<String, String> notConnected = notConnected(runtime);
        if (!notConnected.isEmpty()) {
            builder.withDetail("notConnected", notConnected);
        }
        if (status.active()) {
            builder.up();
        } else {
            builder.down().withDetail("reason", reason(status, runtime.reconnects()));
        }
    }

    /** Publishers over the network without a subscriber, and why: worth knowing, though no matter of health. */
    private static Map<String, String> notConnected(BusRuntime runtime) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (PublicationView publication : runtime.publications()) {
            ConnectionDiagnosis diagnosis = publication.sender() == null ? null : publication.notConnected();
            if (diagnosis != null) {
                reasons.put(publication.definition().name(), diagnosis.text());
            }
        }
        return reasons;
    }

    private String reason(DriverStatus status, boolean reconnects) {
        String next =
                reconnects ? "; streams are open again once it is back" : "; the application has to be started again";
        return status.heartbeatAgeMs() < 0
                ? "the driver has stopped" + next
                : "the driver gave no sign of life for " + status.heartbeatAgeMs() + " ms, or is not connected"
                        + " (bus.driver.timeout is " + timeout.toMillis() + " ms)" + next;
    }
}
