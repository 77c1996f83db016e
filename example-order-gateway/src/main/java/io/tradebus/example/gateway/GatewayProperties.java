package io.tradebus.example.gateway;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway is told by its configuration.
 *
 * @param decisionTimeout longest time an HTTP caller waits for the decision
 * @param silenceLimit the risk service is taken for lost when it shows no sign of life for so long
 * @param replay the file that is replayed after the start
 */
@ConfigurationProperties(prefix = "gateway", ignoreUnknownFields = false)
public record GatewayProperties(
        @DefaultValue("3s") Duration decisionTimeout,
        @DefaultValue("2s") Duration silenceLimit,
        @DefaultValue ReplayProperties replay) {

    /**
     * Replay of a file.
     *
     * @param file orders to send after the start; made when missing; nothing is replayed when not set
     * @param progress file that remembers which of the orders have their decision; beside the order file when not set
     * @param seed makes one trading day of the many that are possible, when the file is made
     * @param orders orders in the file, when it is made
     * @param maxOutstanding most orders that wait for their decision at a time
     * @param over time over which the day is spread, with its bursts; as fast as decisions come when not set
     * @param patience how long nothing may move before the replay is given up
     * @param summary file that the summary is written to; standard output when not set
     * @param exit whether the process ends after the summary, with status 0 if all is as it must be
     */
    public record ReplayProperties(
            @Nullable Path file,
            @Nullable Path progress,
            @DefaultValue("20260115") long seed,
            @DefaultValue("120000") int orders,
            @DefaultValue("256") int maxOutstanding,
            @Nullable Duration over,
            @DefaultValue("60s") Duration patience,
            @Nullable Path summary,
            @DefaultValue("false") boolean exit) {}
}
