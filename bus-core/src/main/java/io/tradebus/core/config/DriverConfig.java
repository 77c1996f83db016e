package io.tradebus.core.config;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a driver can be told. Rules that concern more than one value are checked here, so that a part can be changed
 * step by step: the violation is reported by the constructor, and by {@code with}, of the whole.
 *
 * @param directory where the driver lives; one driver to a directory
 * @param storage how it treats the directory and the file system
 * @param buffers sections of the control file
 * @param counters counters
 * @param log how logs are laid out
 * @param timeouts how long it waits
 * @param untethered subscribers that may be left behind
 * @param publication what publications do unless told otherwise
 * @param subscription what subscriptions do unless told otherwise
 * @param network all that matters only between machines
 * @param threading threads
 * @param operation how it is run and watched
 */
public record DriverConfig(
        Path directory,
        StorageConfig storage,
        BufferConfig buffers,
        CounterConfig counters,
        LogConfig log,
        TimeoutConfig timeouts,
        UntetheredConfig untethered,
        PublicationConfig publication,
        SubscriptionConfig subscription,
        NetworkConfig network,
        ThreadingConfig threading,
        OperationConfig operation) {
    public DriverConfig {
        directory = directory.toAbsolutePath().normalize();
        DriverRules.check(buffers, counters, log, timeouts, untethered, publication, subscription, network);
    }

    /** A driver in the default directory of this user, with defaults for all else. */
    public static DriverConfig defaults() {
        return defaults(DefaultDirectory.path());
    }

    /** A driver in {@code directory}, with defaults for all else. */
    public static DriverConfig defaults(Path directory) {
        return new DriverConfig(
                directory,
                StorageConfig.DEFAULT,
                BufferConfig.DEFAULT,
                CounterConfig.DEFAULT,
                LogConfig.DEFAULT,
                TimeoutConfig.DEFAULT,
                UntetheredConfig.DEFAULT,
                PublicationConfig.DEFAULT,
                SubscriptionConfig.DEFAULT,
                NetworkConfig.DEFAULT,
                ThreadingConfig.DEFAULT,
                OperationConfig.DEFAULT);
    }

    public DriverConfig withDirectory(Path directory) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withStorage(StorageConfig storage) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withBuffers(BufferConfig buffers) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withCounters(CounterConfig counters) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withLog(LogConfig log) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withTimeouts(TimeoutConfig timeouts) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    /**
     * What holds while somebody debugs the driver: the timeouts by which the others would give it up, or it them, are
     * replaced by {@link OperationConfig#debugTimeoutNs}; claims are skipped half as long again after that. This one
     * itself when that is not set.
     */
    public DriverConfig whileDebugged() {
        long timeoutNs = operation.debugTimeoutNs();
        return timeoutNs == 0
                ? this
                : withTimeouts(timeouts.withDriverTimeoutMs(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNs)))
                        .withClientLivenessTimeoutNs(timeoutNs)
                        .withPublicationUnblockTimeoutNs(timeoutNs + timeoutNs / 2));
    }

    public DriverConfig withUntethered(UntetheredConfig untethered) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withPublication(PublicationConfig publication) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withSubscription(SubscriptionConfig subscription) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withNetwork(NetworkConfig network) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withThreading(ThreadingConfig threading) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }

    public DriverConfig withOperation(OperationConfig operation) {
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading,
                operation);
    }
}
