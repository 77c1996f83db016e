package io.tradebus.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.option.DriverOption;
import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.core.support.Conformance;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DriverConfigTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final DriverConfig config = DriverConfig.defaults(Path.of("/dev/shm/bus-test"));

    @Test
    void hasTheDefaultsOfTheDocumentation() {
        assertThat(config.buffers().conductorLength()).isEqualTo(1_049_344);
        assertThat(config.buffers().clientsLength()).isEqualTo(1_048_704);
        assertThat(config.counters().valuesLength()).isEqualTo(8_388_608);
        assertThat(config.log().ipcTermLength()).isEqualTo(67_108_864);
        assertThat(config.timeouts().clientLivenessTimeoutNs()).isEqualTo(10 * SECOND_NS);
        assertThat(config.untethered().effectiveLingerTimeoutNs()).isEqualTo(5 * SECOND_NS);
        assertThat(config.threading().mode()).isEqualTo(ThreadingMode.DEDICATED);
        assertThat(config.operation().termination()).isEqualTo(TerminationPolicy.DENY);
    }

    @Test
    void changesOneValueAndKeepsTheOthers() {
        DriverConfig changed = config.withLog(config.log().withIpcTermLength(1 << 16));

        assertThat(changed.log().ipcTermLength()).isEqualTo(1 << 16);
        assertThat(changed.log().withIpcTermLength(64 << 20)).isEqualTo(config.log());
        assertThat(changed.withLog(LogConfig.DEFAULT)).isEqualTo(config);
    }

    @Test
    void resolvesItsDirectoryToAnAbsolutePath() {
        assertThat(config.withDirectory(Path.of("a/../b")).directory())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    @Conformance("DB-12")
    void refusesLengthsThatCannotWork() {
        LogConfig log = LogConfig.DEFAULT;

        refused(
                () -> log.withTermLength(100_000),
                "termLength must be a power of two from 65536 to 1073741824, but was 100000");
        refused(() -> log.withIpcTermLength(1 << 15), "ipcTermLength must be a power of two from 65536");
        refused(() -> log.withMtuLength(1500), "mtuLength must be a multiple of 32 from 64 to 65504, but was 1500");
        refused(() -> log.withMtuLength(32), "from 64 to 65504, but was 32");
        refused(() -> log.withIpcMtuLength(65_536), "from 64 to 65504, but was 65536");
        refused(() -> BufferConfig.DEFAULT.withFilePageSize(5000), "filePageSize must be a power of two from 4096");
        refused(
                () -> BufferConfig.DEFAULT.withConductorLength(1 << 20),
                "a power of two of at least 1048576, plus 768");
        refused(() -> BufferConfig.DEFAULT.withErrorLogLength(1 << 20), "errorLogLength must be at least 4194304");
        refused(() -> CounterConfig.DEFAULT.withValuesLength((1 << 20) + 1), "a multiple of 128 from 1048576");
        refused(
                () -> config.withCounters(CounterConfig.DEFAULT.withValuesLength(500 << 20)),
                "control file must be at most 2147483647 bytes");
    }

    @Test
    @Conformance("DB-12")
    void refusesTimeoutsInTheWrongOrder() {
        TimeoutConfig timeouts = TimeoutConfig.DEFAULT;

        refused(
                () -> config.withTimeouts(timeouts.withTimerIntervalNs(10 * SECOND_NS)),
                "clientLivenessTimeoutNs must be greater than timerIntervalNs 10000000000, but was 10000000000"
                        + " (set by aeron.client.liveness.timeout, aeron.timer.interval)");
        refused(
                () -> config.withTimeouts(timeouts.withPublicationUnblockTimeoutNs(10 * SECOND_NS)),
                "publicationUnblockTimeoutNs must be greater than clientLivenessTimeoutNs");
        refused(
                () -> config.withUntethered(UntetheredConfig.DEFAULT.withWindowLimitTimeoutNs(SECOND_NS)),
                "untethered.windowLimitTimeoutNs must be greater than timerIntervalNs");
        refused(
                () -> config.withUntethered(UntetheredConfig.DEFAULT.withRestingTimeoutNs(SECOND_NS)),
                "untethered.restingTimeoutNs must be greater than timerIntervalNs");
        refused(
                () -> config.withUntethered(UntetheredConfig.DEFAULT.withLingerTimeoutNs(SECOND_NS)),
                "untethered.lingerTimeoutNs must be greater than timerIntervalNs");
    }

    @Test
    @Conformance("DB-12")
    void refusesDatagramsThatDoNotFitWindowsAndSockets() {
        refused(
                () -> config.withSubscription(SubscriptionConfig.DEFAULT.withInitialWindowLength(1024)),
                "initialWindowLength must be at least mtuLength 1408, but was 1024"
                        + " (set by aeron.rcv.initial.window.length, aeron.mtu.length)");
        refused(
                () -> config.withSubscription(SubscriptionConfig.DEFAULT.withInitialWindowLength(256 << 10)),
                "initialWindowLength must be at most socket.receiveBufferLength 131072, but was 262144");
        refused(
                () -> config.withNetwork(
                        NetworkConfig.DEFAULT.withSocket(SocketConfig.DEFAULT.withSendBufferLength(1024))),
                "mtuLength must be at most socket.sendBufferLength 1024, but was 1408");
    }

    @Test
    @Conformance("DB-12")
    void refusesTheOtherValuesThatCannotWork() {
        refused(() -> NakConfig.DEFAULT.withUnicastDelayNs(999), "unicastDelayNs must be at least 1000, but was 999");
        refused(() -> NakConfig.DEFAULT.withUnicastRetryDelayRatio(0), "unicastRetryDelayRatio must be at least 1");
        refused(() -> NakConfig.DEFAULT.withMaxOutstanding(0), "maxOutstanding must be from 1 to 64, but was 0");
        refused(() -> NakConfig.DEFAULT.withMaxOutstanding(65), "maxOutstanding must be from 1 to 64, but was 65");
        refused(
                () -> config.withNetwork(
                        NetworkConfig.DEFAULT.withNak(NakConfig.DEFAULT.withUnicastDelayNs(Long.MAX_VALUE))),
                "nak.unicastDelayNs times nak.unicastRetryDelayRatio must be at most");
        refused(
                () -> FlowConfig.DEFAULT.withUnicastRetransmitWindows(0),
                "unicastRetransmitWindows must be at least 1");
        refused(
                () -> config.withPublication(PublicationConfig.DEFAULT.withReservedSessionIdLow(1001)),
                "reservedSessionIdLow must not be above reservedSessionIdHigh");
        refused(
                () -> config.withPublication(PublicationConfig.DEFAULT.withReservedSessionIdLow(Integer.MIN_VALUE)),
                "but they were -2147483648 and 1000");
        refused(
                () -> config.withNetwork(NetworkConfig.DEFAULT.withResolver(
                        ResolverConfig.DEFAULT.withInterfaceAddress("localhost:8050"))),
                "resolver.name must be set when resolver.interfaceAddress is");
        for (String name : List.of("x".repeat(513), "caf\u00e9", "two words", "a\nb")) {
            refused(
                    () -> config.withNetwork(NetworkConfig.DEFAULT.withResolver(ResolverConfig.DEFAULT.withName(name))),
                    "resolver.name must be 1 to 512 printable ASCII characters without spaces, but was '" + name);
        }
        refused(() -> PortRange.parse("9000"), "port range must be 'low high', but was '9000'");
        refused(() -> new PortRange(9000, 8000), "the lower one first, but was '9000 8000'");
        refused(() -> new LossRate(1.5, null), "loss rate must be from 0.0 to 1.0, but was 1.5");
        refused(() -> ClientConfig.defaults().withName("x".repeat(101)), "client name must be at most 100 characters");
    }

    @Test
    void allowsZeroAndVerySmallDurations() {
        TimeoutConfig small = TimeoutConfig.DEFAULT
                .withTimerIntervalNs(3_000_000)
                .withClientLivenessTimeoutNs(20_000_000)
                .withPublicationUnblockTimeoutNs(40_000_000)
                .withPublicationLingerTimeoutNs(0);

        assertThat(config.withTimeouts(small).timeouts()).isEqualTo(small);
        assertThat(new CounterConfig(1 << 20, 1).freeToReuseTimeoutMs()).isEqualTo(1);
        assertThat(new CounterConfig(1 << 20, 0).freeToReuseTimeoutMs()).isZero();
    }

    private static void refused(ThrowingCallable change, String text) {
        assertThatThrownBy(change)
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining(text)
                .satisfies(failure -> assertThat(propertiesIn(failure.getMessage()))
                        .isSubsetOf(DriverOptions.all().stream()
                                .map(DriverOption::property)
                                .toList()));
    }

    private static List<String> propertiesIn(String message) {
        return Pattern.compile("aeron\\.[a-z._]+")
                .matcher(message)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void whoDebugsIsGivenTime() {
        DriverConfig config = DriverConfig.defaults(Path.of("driver"));
        TimeoutConfig timeouts = config.withOperation(config.operation().withDebugTimeoutNs(77_000_000_000L))
                .whileDebugged()
                .timeouts();

        assertThat(timeouts.clientLivenessTimeoutNs()).isEqualTo(77_000_000_000L);
        assertThat(timeouts.publicationUnblockTimeoutNs()).isEqualTo(115_500_000_000L);
        assertThat(timeouts.driverTimeoutMs()).isEqualTo(77_000);
        assertThat(config.whileDebugged()).isSameAs(config);
    }
}
