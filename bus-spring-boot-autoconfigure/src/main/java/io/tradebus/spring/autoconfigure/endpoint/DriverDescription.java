package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.DriverStatus;
import java.time.Duration;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * The driver. Before the start and after the stop of the bus there is only the state.
 *
 * @param mode whether it runs in this process
 * @param directory where it is
 * @param threading which of its agents share a thread
 * @param state {@code active}; {@code lost} when it gives no sign of life; {@code stopped} when the bus is not started
 * @param heartbeatAge time since its last sign of life; left out when it took that back by stopping
 * @param mappedBytes bytes of the files it has mapped
 * @param freeBytes what the file system of its directory has left
 * @param errors errors it has counted
 * @param network what it has sent and received; left out where no stream uses the network
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriverDescription(
        @Nullable String mode,
        @Nullable String directory,
        @Nullable String threading,
        String state,
        @Nullable Duration heartbeatAge,
        @Nullable Long mappedBytes,
        @Nullable Long freeBytes,
        @Nullable Long errors,
        NetworkDescription.@Nullable Totals network) {
    private static final String BEFORE_MODE = ": ";

    static DriverDescription of(@Nullable BusRuntime runtime, boolean usesNetwork) {
        if (runtime == null) {
            return new DriverDescription(null, null, null, "stopped", null, null, null, null, null);
        }
        DriverStatus status = runtime.driverStatus();
        return new DriverDescription(
                status.embedded() ? "embedded" : "external",
                status.directory().toString(),
                threading(runtime.counters()),
                status.active() ? "active" : "lost",
                status.heartbeatAgeMs() < 0 ? null : Duration.ofMillis(status.heartbeatAgeMs()),
                status.mappedBytes(),
                status.usableBytes() < 0 ? null : status.usableBytes(),
                status.errors(),
                usesNetwork ? NetworkDescription.Totals.of(runtime.counters()) : null);
    }

    /** Also an external driver says how it runs: in the label of the counter of the conductor's longest cycle. */
    private static @Nullable String threading(CountersReader counters) {
        String label = counters.getCounterLabel(SystemCounter.CONDUCTOR_MAX_CYCLE_TIME.id());
        int separator = label == null ? -1 : label.indexOf(BEFORE_MODE);
        return separator < 0 ? null : Names.of(label.substring(separator + BEFORE_MODE.length()));
    }
}
