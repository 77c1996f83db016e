package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.SubscriptionConfig;
import io.tradebus.core.config.UntetheredConfig;
import io.tradebus.core.format.channel.GroupMode;
import io.tradebus.core.format.channel.LogParams;
import io.tradebus.core.format.channel.PublicationDefaults;
import io.tradebus.core.format.channel.SubscriptionDefaults;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.channel.UntetheredTimeouts;

/**
 * What holds for IPC channels that do not say otherwise.
 *
 * @param publication for publications
 * @param subscription for subscriptions
 * @param filePageSize bytes that log files are rounded up to
 * @param rejectCoolDownNs nanoseconds during which nobody reads a publication that was rejected
 */
public record IpcDefaults(
        PublicationDefaults publication, SubscriptionDefaults subscription, int filePageSize, long rejectCoolDownNs) {
    private static final String STATIC_CONGESTION_CONTROL = "static";

    /** The defaults that a driver was configured with. */
    public static IpcDefaults of(DriverConfig config) {
        LogConfig log = config.log();
        UntetheredTimeouts untethered = untethered(config.untethered());
        PublicationDefaults publication = new PublicationDefaults(
                new LogParams(log.ipcTermLength(), log.ipcMtuLength(), log.ipcTermWindowLength(), log.sparse()),
                untethered,
                config.timeouts().publicationLingerTimeoutNs(),
                config.publication().maxResend(),
                true,
                config.publication().spiesSimulateConnection());
        return new IpcDefaults(
                publication,
                subscription(config.subscription(), log.sparse(), untethered),
                config.buffers().filePageSize(),
                config.timeouts().imageLivenessTimeoutNs());
    }

    private static SubscriptionDefaults subscription(
            SubscriptionConfig config, boolean isSparse, UntetheredTimeouts untethered) {
        return new SubscriptionDefaults(
                new SubscriptionParams.Flags(config.reliable(), config.rejoin(), config.tether(), isSparse),
                GroupMode.INFER,
                config.initialWindowLength(),
                untethered,
                STATIC_CONGESTION_CONTROL);
    }

    private static UntetheredTimeouts untethered(UntetheredConfig config) {
        return new UntetheredTimeouts(
                config.windowLimitTimeoutNs(), config.lingerTimeoutNs(), config.restingTimeoutNs());
    }
}
