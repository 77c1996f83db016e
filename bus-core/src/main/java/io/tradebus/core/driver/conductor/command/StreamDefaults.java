package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.GroupConsideration;
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
 * What holds for channels of one medium that do not say otherwise.
 *
 * @param publication for publications
 * @param subscription for subscriptions
 * @param filePageSize bytes that log files are rounded up to
 * @param rejectCoolDownNs nanoseconds during which nobody reads an IPC publication that was rejected
 */
public record StreamDefaults(
        PublicationDefaults publication, SubscriptionDefaults subscription, int filePageSize, long rejectCoolDownNs) {
    private static final String STATIC_CONGESTION_CONTROL = "static";

    /** The defaults for IPC that a driver was configured with. */
    public static StreamDefaults ofIpc(DriverConfig config) {
        LogConfig log = config.log();
        return of(
                config,
                new LogParams(log.ipcTermLength(), log.ipcMtuLength(), log.ipcTermWindowLength(), log.sparse()));
    }

    /** The defaults for UDP that a driver was configured with. */
    public static StreamDefaults ofNetwork(DriverConfig config) {
        LogConfig log = config.log();
        return of(config, new LogParams(log.termLength(), log.mtuLength(), log.termWindowLength(), log.sparse()));
    }

    private static StreamDefaults of(DriverConfig config, LogParams log) {
        UntetheredTimeouts untethered = untethered(config.untethered());
        PublicationDefaults publication = new PublicationDefaults(
                log,
                untethered,
                config.timeouts().publicationLingerTimeoutNs(),
                config.publication().maxResend(),
                true,
                config.publication().spiesSimulateConnection());
        return new StreamDefaults(
                publication,
                subscription(config.subscription(), log.isSparse(), untethered),
                config.buffers().filePageSize(),
                config.timeouts().imageLivenessTimeoutNs());
    }

    private static SubscriptionDefaults subscription(
            SubscriptionConfig config, boolean isSparse, UntetheredTimeouts untethered) {
        return new SubscriptionDefaults(
                new SubscriptionParams.Flags(config.reliable(), config.rejoin(), config.tether(), isSparse),
                group(config.groupConsideration()),
                config.initialWindowLength(),
                untethered,
                STATIC_CONGESTION_CONTROL);
    }

    private static GroupMode group(GroupConsideration consideration) {
        if (consideration == GroupConsideration.INFER) {
            return GroupMode.INFER;
        }
        return consideration == GroupConsideration.TRUE ? GroupMode.TRUE : GroupMode.FALSE;
    }

    private static UntetheredTimeouts untethered(UntetheredConfig config) {
        return new UntetheredTimeouts(
                config.windowLimitTimeoutNs(), config.lingerTimeoutNs(), config.restingTimeoutNs());
    }
}
