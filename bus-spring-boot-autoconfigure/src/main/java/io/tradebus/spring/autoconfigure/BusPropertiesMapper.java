package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.NakConfig;
import io.tradebus.core.config.NetworkConfig;
import io.tradebus.core.config.SocketConfig;
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
    static final DataSize SOCKET_BUFFER = DataSize.ofMegabytes(2);
    static final DataSize MAX_WINDOW = DataSize.ofKilobytes(512);
    static final DataSize LOW_STORAGE_WARNING = DataSize.ofMegabytes(32);
    static final int SPINS = 10;
    static final int YIELDS = 5;
    static final Duration MIN_PARK = Duration.ofNanos(1_000);

    private static final String DIRECTORY_OPTION = "aeron.dir";
    private static final int MAX_NAK_OUTSTANDING = 64;
    /** So many windows of ordinary datagrams, each of which takes more than its bytes, fit the buffer of a socket. */
    private static final int WINDOWS_IN_BUFFER = 4;

    private final BusProperties properties;
    private final BusPreset preset;
    private final @Nullable SystemSocketLimits system;

    public BusPropertiesMapper(BusProperties properties) {
        this(properties, null);
    }

    /** @param system what the system grants; null to ask it when there is a driver to configure */
    BusPropertiesMapper(BusProperties properties, @Nullable SystemSocketLimits system) {
        this.properties = properties;
        this.preset = BusPreset.of(properties.getTuning());
        this.system = system;
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
                .withBuffers(BufferConfig.DEFAULT.withErrorLogLength(
                        bytes("bus.driver.error-buffer", driver.errorBuffer(), BufferConfig.DEFAULT.errorLogLength())))
                .withTimeouts(timeouts(driver))
                .withThreading(threading(driver))
                .withNetwork(network(driver));
        config = config.withSubscription(config.subscription()
                .withInitialWindowLength(window(config.network().socket().receiveBufferLength())));
        config = config.withCounters(
                config.counters().withValuesLength(bytes("bus.driver.counters-buffer", driver.countersBuffer(), (int)
                        COUNTERS_BUFFER.toBytes())));
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

    private LogConfig log(DriverProperties driver) {
        int termLength = bytes("bus.driver.term-length", driver.termLength(), (int)
                preset.termLength().toBytes());
        return LogConfig.DEFAULT
                .withTermLength(termLength)
                .withIpcTermLength(termLength)
                .withMtuLength(bytes("bus.driver.mtu", driver.mtu(), LogConfig.DEFAULT.mtuLength()))
                .withIpcMtuLength(bytes("bus.driver.ipc-mtu", driver.ipcMtu(), (int) IPC_MTU.toBytes()))
                .withSparse(orElse(driver.sparseFiles(), true));
    }

    private TimeoutConfig timeouts(DriverProperties driver) {
        TimeoutConfig defaults = TimeoutConfig.DEFAULT;
        return new TimeoutConfig(
                timeout().toMillis(),
                defaults.timerIntervalNs(),
                timeout().toNanos(),
                nanos(driver.imageLivenessTimeout(), defaults.imageLivenessTimeoutNs()),
                nanos(driver.unblockTimeout(), defaults.publicationUnblockTimeoutNs()),
                defaults.publicationConnectionTimeoutNs(),
                nanos(driver.publicationLinger(), defaults.publicationLingerTimeoutNs()),
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

    private NetworkConfig network(DriverProperties driver) {
        NetworkConfig defaults = NetworkConfig.DEFAULT;
        DriverProperties.Socket socket = driver.socket();
        SocketConfig sockets = SocketConfig.DEFAULT
                .withSendBufferLength(
                        bytes("bus.driver.socket.send-buffer", socket.sendBuffer(), (int) SOCKET_BUFFER.toBytes()))
                .withReceiveBufferLength(bytes(
                        "bus.driver.socket.receive-buffer", socket.receiveBuffer(), (int) SOCKET_BUFFER.toBytes()))
                .withMulticastTtl(orElse(socket.multicastTtl(), 0))
                .withDatagramIo(orElse(driver.datagramIo(), SocketConfig.DEFAULT.datagramIo()));
        FlowConfig flow = FlowConfig.DEFAULT
                .withUnicast(orElse(driver.flowControl().unicast(), FlowConfig.DEFAULT.unicast()))
                .withMulticast(orElse(driver.flowControl().multicast(), FlowConfig.DEFAULT.multicast()));
        NakConfig nak = NakConfig.DEFAULT.withMaxOutstanding(requireNakOutstanding(
                "bus.driver.nak-outstanding", orElse(driver.nakOutstanding(), NakConfig.DEFAULT.maxOutstanding())));
        return defaults.withSocket(sockets).withFlow(flow).withNak(nak);
    }

    /** As large as the buffer that the system grants allows, but no smaller than that of a driver by itself. */
    private int window(int receiveBuffer) {
        SystemSocketLimits limits = system == null ? SystemSocketLimits.ofSystem() : system;
        long granted = Math.min(receiveBuffer, limits.receiveBuffer());
        long fitting = Math.min(MAX_WINDOW.toBytes(), granted / WINDOWS_IN_BUFFER);
        return (int) Math.max(SubscriptionConfig.DEFAULT.initialWindowLength(), fitting);
    }

    static int requireNakOutstanding(String property, int gaps) {
        if (gaps < 1 || gaps > MAX_NAK_OUTSTANDING) {
            throw new BusConfigurationException(property + " must be from 1 to " + MAX_NAK_OUTSTANDING + ", but was "
                    + gaps + "; 1 asks for one gap at a time");
        }
        return gaps;
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
        return after == null ? RuntimeSettings.DEFAULT : RuntimeSettings.DEFAULT.withBackPressureEventAfter(after);
    }

    /** How the template sends. */
    public TemplateOptions templateOptions() {
        BusProperties.Template template = properties.getTemplate();
        return new TemplateOptions(
                blankToNull(template.defaultStream()),
                orElse(template.sendTimeout(), TemplateOptions.DEFAULT.sendTimeout()),
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
        String idle = driverIdle().name().toLowerCase(Locale.ROOT).replace('_', '-');
        boolean parks = driverIdle() == IdleStrategy.BACKOFF || driverIdle() == IdleStrategy.SLEEPING;
        return "threading=" + threading + " idle=" + idle
                + (parks ? "(" + maxPark().toMillis() + "ms)" : "");
    }

    private IdleStrategy driverIdle() {
        return orElse(properties.getDriver().idleStrategy(), preset.driverIdle());
    }

    private Duration maxPark() {
        return orElse(properties.getDriver().idle().maxPark(), preset.maxPark());
    }

    IdleSettings idle(IdleStrategy strategy) {
        DriverProperties.Idle idle = properties.getDriver().idle();
        return switch (strategy) {
            case BACKOFF ->
                new IdleSettings(
                        "backoff",
                        orElse(idle.spins(), SPINS) + "-" + orElse(idle.yields(), YIELDS) + "-"
                                + orElse(idle.minPark(), MIN_PARK).toNanos() + "-"
                                + maxPark().toNanos());
            case SLEEPING -> new IdleSettings("sleep-ns", maxPark().toNanos() + "ns");
            case YIELDING -> IdleSettings.of("yield");
            case BUSY_SPIN -> IdleSettings.of("spin");
            case NOOP -> IdleSettings.of("noop");
        };
    }

    private static int bytes(String property, @Nullable DataSize size, int otherwise) {
        if (size == null) {
            return otherwise;
        }
        if (size.toBytes() < 0 || size.toBytes() > Integer.MAX_VALUE) {
            throw new BusConfigurationException(
                    property + " must be from 0 to " + Integer.MAX_VALUE + " bytes, but was " + size);
        }
        return (int) size.toBytes();
    }

    private static long nanos(@Nullable Duration duration, long otherwise) {
        return duration == null ? otherwise : duration.toNanos();
    }

    static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? Objects.requireNonNull(otherwise) : value;
    }
}
