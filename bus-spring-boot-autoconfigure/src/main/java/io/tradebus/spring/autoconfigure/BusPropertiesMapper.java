package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.StorageConfig;
import io.tradebus.core.config.SubscriptionConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.config.TimeoutConfig;
import io.tradebus.core.config.option.DriverOption;
import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.core.runtime.RuntimeSettings;
import io.tradebus.spring.autoconfigure.BusProperties.IdleStrategy;
import io.tradebus.spring.autoconfigure.DriverProperties.StorageCheck;
import io.tradebus.spring.core.TemplateOptions;
import io.tradebus.spring.listener.DefaultBusListenerRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The one place where properties become the configuration of driver, client and template. What is not set comes from the
 * preset, and else from the defaults written here, which are chosen for a container with 64 MB of shared memory.
 */
public final class BusPropertiesMapper {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    static final DataSize IPC_MTU = DataSize.ofKilobytes(8);
    static final DataSize COUNTERS_BUFFER = DataSize.ofMegabytes(1);
    static final DataSize MAX_WINDOW = DataSize.ofKilobytes(512);
    static final DataSize LOW_STORAGE_WARNING = DataSize.ofMegabytes(32);

    private static final String DIRECTORY_OPTION = "aeron.dir";
    private static final int COUNTERS_UNIT = 128;
    private static final long MIN_COUNTERS = 1 << 20;
    private static final long MAX_COUNTERS = 500 << 20;
    private static final long MAX_ERROR_BUFFER = 1 << 30;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    /** So many windows of ordinary datagrams, each of which takes more than its bytes, fit the buffer of a socket. */
    private static final int WINDOWS_IN_BUFFER = 4;

    private final BusProperties properties;
    private final BusPreset preset;
    private final @Nullable SystemSocketLimits system;
    private final IdleMapper idle;

    /** @throws BusConfigurationException if a value that counts wherever the driver runs is not allowed */
    public BusPropertiesMapper(BusProperties properties) {
        this(properties, null);
    }

    /** @param system what the system grants; null to ask it when there is a driver to configure */
    BusPropertiesMapper(BusProperties properties, @Nullable SystemSocketLimits system) {
        this.properties = properties;
        this.preset = BusPreset.of(properties.getTuning());
        this.system = system;
        DriverProperties driver = properties.getDriver();
        this.idle = new IdleMapper(driver.idle(), preset.maxPark());
        Limits.atLeast("bus.driver.timeout", timeout(), MIN_TIMEOUT);
        Limits.notNegative("bus.driver.start-timeout", startTimeout());
        Limits.notNegative("bus.driver.low-storage-warning", orElse(driver.lowStorageWarning(), LOW_STORAGE_WARNING));
    }

    /** What is set. */
    BusProperties properties() {
        return properties;
    }

    // ---- driver

    /** The configuration of an embedded driver in {@code directory}. */
    public DriverConfig driverConfig(Path directory) {
        DriverProperties driver = properties.getDriver();
        DriverConfig config = DriverConfig.defaults(directory)
                .withStorage(storage(driver))
                .withBuffers(BufferConfig.DEFAULT.withErrorLogLength(errorBuffer(driver)))
                .withTimeouts(timeouts(driver))
                .withThreading(threading(driver))
                .withNetwork(DriverNetworkMapper.network(driver));
        config = config.withSubscription(config.subscription()
                .withInitialWindowLength(window(config.network().socket().receiveBufferLength())));
        config = config.withCounters(config.counters()
                .withValuesLength(Limits.multipleOf(
                        "bus.driver.counters-buffer",
                        orElse(driver.countersBuffer(), COUNTERS_BUFFER),
                        COUNTERS_UNIT,
                        MIN_COUNTERS,
                        MAX_COUNTERS)));
        DriverConfig complete = config.withLog(log(driver));
        return driver.options().isEmpty() ? complete : withOptions(complete, driver.options());
    }

    private StorageConfig storage(DriverProperties driver) {
        StorageCheck check = orElse(driver.storageCheck(), StorageCheck.FAIL);
        long warning = orElse(driver.lowStorageWarning(), LOW_STORAGE_WARNING).toBytes();
        return StorageConfig.DEFAULT
                .withDeleteOnShutdown(orElse(driver.deleteOnStop(), true))
                .withPerformChecks(check == StorageCheck.FAIL)
                .withLowSpaceWarningThreshold(check == StorageCheck.OFF ? 0 : warning);
    }

    private static int errorBuffer(DriverProperties driver) {
        int least = BufferConfig.DEFAULT.errorLogLength();
        return driver.errorBuffer() == null
                ? least
                : Limits.bytes("bus.driver.error-buffer", driver.errorBuffer(), least, MAX_ERROR_BUFFER);
    }

    private LogConfig log(DriverProperties driver) {
        int termLength = Limits.termLength("bus.driver.term-length", orElse(driver.termLength(), preset.termLength()));
        return LogConfig.DEFAULT
                .withTermLength(termLength)
                .withIpcTermLength(termLength)
                .withMtuLength(DriverNetworkMapper.mtu(driver))
                .withIpcMtuLength(Limits.mtu("bus.driver.ipc-mtu", orElse(driver.ipcMtu(), IPC_MTU)))
                .withSparse(orElse(driver.sparseFiles(), true));
    }

    private TimeoutConfig timeouts(DriverProperties driver) {
        TimeoutConfig defaults = TimeoutConfig.DEFAULT;
        Limits.requireLonger(
                "bus.driver.timeout",
                timeout(),
                "the interval at which the driver looks",
                Duration.ofNanos(defaults.timerIntervalNs()));
        Duration unblock = orElse(driver.unblockTimeout(), Duration.ofNanos(defaults.publicationUnblockTimeoutNs()));
        Limits.requireLonger(
                "bus.driver.unblock-timeout",
                Limits.positive("bus.driver.unblock-timeout", unblock),
                "bus.driver.timeout",
                timeout());
        Duration liveness = orElse(driver.imageLivenessTimeout(), Duration.ofNanos(defaults.imageLivenessTimeoutNs()));
        Duration linger = orElse(driver.publicationLinger(), Duration.ofNanos(defaults.publicationLingerTimeoutNs()));
        return new TimeoutConfig(
                timeout().toMillis(),
                defaults.timerIntervalNs(),
                timeout().toNanos(),
                Limits.positive("bus.driver.image-liveness-timeout", liveness).toNanos(),
                unblock.toNanos(),
                defaults.publicationConnectionTimeoutNs(),
                Limits.notNegative("bus.driver.publication-linger", linger).toNanos(),
                defaults.statusMessageTimeoutNs());
    }

    private ThreadingConfig threading(DriverProperties driver) {
        IdleSettings all = idle(driverIdle());
        return ThreadingConfig.DEFAULT
                .withMode(threadingMode())
                .withIdle(new IdleConfig(
                        idle(orElse(driver.conductor().idleStrategy(), driverIdle())),
                        idle(orElse(driver.sender().idleStrategy(), driverIdle())),
                        idle(orElse(driver.receiver().idleStrategy(), driverIdle())),
                        all,
                        all,
                        IdleConfig.DEFAULT.asyncExecutor()));
    }

    /** As large as the buffer that the system grants allows, but no smaller than that of a driver by itself. */
    private int window(int receiveBuffer) {
        SystemSocketLimits limits = system == null ? SystemSocketLimits.ofSystem() : system;
        long granted = Math.min(receiveBuffer, limits.receiveBuffer());
        long fitting = Math.min(MAX_WINDOW.toBytes(), granted / WINDOWS_IN_BUFFER);
        return (int) Math.max(SubscriptionConfig.DEFAULT.initialWindowLength(), fitting);
    }

    private static DriverConfig withOptions(DriverConfig config, Map<String, String> options) {
        List<String> known =
                DriverOptions.all().stream().map(DriverOption::property).toList();
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                String nearest = NearestName.of(name, known);
                throw new BusConfigurationException("bus.driver.options." + name + " is not a setting of the driver"
                        + (nearest == null ? "; docs/configuration.md lists them" : ", did you mean " + nearest + "?"));
            } else if (name.equals(DIRECTORY_OPTION)) {
                throw new BusConfigurationException(
                        "bus.driver.options." + name + " is set by bus.driver.directory; use that");
            }
        }
        return DriverOptions.apply(config, options);
    }

    // ---- client and template

    /** The configuration of the client. */
    public ClientConfig clientConfig(Path directory, String applicationName) {
        ClientConfig defaults = ClientConfig.defaults(directory);
        String name = applicationName.substring(0, Math.min(applicationName.length(), 100));
        return defaults.withName(name)
                .withReconnect(orElse(properties.getDriver().reconnect(), defaults.reconnect()))
                .withTimeouts(defaults.timeouts().withDriverTimeoutMs(timeout().toMillis()));
    }

    /** How the runtime watches driver and publishers. */
    public RuntimeSettings runtimeSettings() {
        Duration after = properties.getTemplate().backPressureEventAfter();
        return after == null
                ? RuntimeSettings.DEFAULT
                : RuntimeSettings.DEFAULT.withBackPressureEventAfter(
                        Limits.notNegative("bus.template.back-pressure-event-after", after));
    }

    /** How the template sends. */
    public TemplateOptions templateOptions() {
        BusProperties.Template template = properties.getTemplate();
        return new TemplateOptions(
                blankToNull(template.defaultStream()),
                Limits.notNegative(
                        "bus.template.send-timeout",
                        orElse(template.sendTimeout(), TemplateOptions.DEFAULT.sendTimeout())),
                idle(orElse(template.sendIdleStrategy(), IdleStrategy.BACKOFF)));
    }

    // ---- values used in several places

    /** A name that a placeholder left empty is not set. */
    static @Nullable String blankToNull(@Nullable String name) {
        return name == null || name.isBlank() ? null : name;
    }

    /** Time without a sign of life after which driver and client give each other up. */
    public Duration timeout() {
        return orElse(properties.getDriver().timeout(), TIMEOUT);
    }

    /** Time to wait for an external driver. */
    public Duration startTimeout() {
        return orElse(properties.getDriver().startTimeout(), START_TIMEOUT);
    }

    /** Usable space at or below which health says so, in bytes. */
    public long lowStorageWarning() {
        return orElse(properties.getDriver().lowStorageWarning(), LOW_STORAGE_WARNING)
                .toBytes();
    }

    /** Which agents of an embedded driver share a thread. */
    public ThreadingMode threadingMode() {
        return orElse(properties.getDriver().threading(), preset.threading());
    }

    /** When listeners are started and stopped. */
    int listenerPhase() {
        return orElse(properties.getListener().phase(), DefaultBusListenerRegistry.DEFAULT_PHASE);
    }

    IdleSettings listenerIdle() {
        return idle(orElse(properties.getListener().idleStrategy(), preset.listenerIdle()));
    }

    /** The driver's threads in one line. */
    String describeDriver() {
        String threading = threadingMode().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String waiting = driverIdle().name().toLowerCase(Locale.ROOT).replace('_', '-');
        boolean parks = driverIdle() == IdleStrategy.BACKOFF || driverIdle() == IdleStrategy.SLEEPING;
        return "threading=" + threading + " idle=" + waiting
                + (parks ? "(" + idle.maxPark().toMillis() + "ms)" : "");
    }

    private IdleStrategy driverIdle() {
        return orElse(properties.getDriver().idleStrategy(), preset.driverIdle());
    }

    IdleSettings idle(IdleStrategy strategy) {
        return idle.settings(strategy);
    }

    static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? Objects.requireNonNull(otherwise) : value;
    }
}
