package io.tradebus.core.config.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.TerminationPolicy;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.support.Conformance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverOptionsTest {
    private final DriverConfig base = DriverConfig.defaults(Path.of("/dev/shm/bus-test"));
    private final List<String> warnings = new ArrayList<>();

    @Test
    @Conformance("DB-97")
    void acceptsEveryOptionWithItsPrintedDefault() {
        Map<String, String> properties = DriverOptions.values(base);
        Map<String, String> environment = new HashMap<>();
        for (DriverOption option : DriverOptions.all()) {
            environment.put(option.environmentName(), properties.get(option.property()));
        }

        assertThat(DriverOptions.apply(base, properties)).isEqualTo(base);
        assertThat(DriverOptions.applyEnvironment(base, environment, warnings::add))
                .isEqualTo(base);
        assertThat(warnings).isEmpty();
    }

    @Test
    void hasEachNameOnce() {
        assertThat(DriverOptions.all()).extracting(DriverOption::property).doesNotHaveDuplicates();
        assertThat(DriverOptions.all())
                .extracting(DriverOption::environmentName)
                .doesNotHaveDuplicates();
    }

    @Test
    @Conformance("DB-97")
    void derivesEnvironmentNamesExceptForTheIrregularOne() {
        assertThat(DriverOptions.all())
                .filteredOn(option ->
                        !option.environmentName().equals(DriverOption.regularEnvironmentName(option.property())))
                .extracting(DriverOption::environmentName)
                .containsExactly("AERON_DRIVER_NAME_RESOLVER_THRESHOLD");
    }

    @Test
    void readsSizesDurationsAndFlags() {
        DriverConfig config = DriverOptions.apply(
                base,
                Map.of(
                        "aeron.ipc.term.buffer.length", "64k",
                        "aeron.timer.interval", "20ms",
                        "aeron.publication.linger.timeout", "0",
                        "aeron.client.liveness.timeout", "2000000000",
                        "aeron.dir.delete.on.start", "true",
                        "aeron.driver.timeout", "500",
                        "aeron.untethered.linger.timeout", "2s",
                        "aeron.threading.mode", "SHARED",
                        "aeron.shared.idle.strategy", "yield",
                        "aeron.dir", "/dev/shm/other"));

        assertThat(config.log().ipcTermLength()).isEqualTo(65_536);
        assertThat(config.timeouts().timerIntervalNs()).isEqualTo(20_000_000);
        assertThat(config.timeouts().publicationLingerTimeoutNs()).isZero();
        assertThat(config.timeouts().clientLivenessTimeoutNs()).isEqualTo(2_000_000_000);
        assertThat(config.timeouts().driverTimeoutMs()).isEqualTo(500);
        assertThat(config.untethered().lingerTimeoutNs()).isEqualTo(2_000_000_000);
        assertThat(config.storage().deleteOnStart()).isTrue();
        assertThat(config.threading().mode()).isEqualTo(ThreadingMode.SHARED);
        assertThat(config.threading().idle().shared()).isEqualTo(IdleSettings.of("yield"));
        assertThat(config.directory()).isEqualTo(Path.of("/dev/shm/other"));
    }

    @Test
    void takesOnlyTheTextTrueForTrueInAProperty() {
        assertThat(DriverOptions.apply(base, Map.of("aeron.dir.delete.on.start", "1"))
                        .storage()
                        .deleteOnStart())
                .isFalse();
    }

    @Test
    void saysWhatIsWrongWithAProperty() {
        assertThatThrownBy(() -> DriverOptions.apply(base, Map.of("aeron.timer.interval", "10 parsecs")))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessage(
                        "aeron.timer.interval=10 parsecs is invalid: must be a number of nanoseconds, or one with suffix"
                                + " ns, us, ms or s (allowed: duration, at least 1ns)");
        assertThatThrownBy(() -> DriverOptions.apply(base, Map.of("aeron.mtu.length", "1500")))
                .hasMessageContaining("mtuLength must be a multiple of 32 from 64 to 65504, but was 1500");
        assertThatThrownBy(() -> DriverOptions.apply(base, Map.of("aeron.nak.unicast.delay", "0")))
                .hasMessageContaining("is out of range");
        assertThatThrownBy(() -> DriverOptions.apply(base, Map.of("aeron.threading.mode", "MANY")))
                .hasMessageContaining("must be one of [DEDICATED, SHARED_NETWORK, SHARED, INVOKER]");
        assertThatThrownBy(() -> DriverOptions.apply(base, Map.of("tradebus.datagram.io", "epoll")))
                .hasMessage("tradebus.datagram.io=epoll is invalid: must be one of [AUTO, NATIVE, NIO]"
                        + " (allowed: auto, native, nio)");
    }

    @Test
    @Conformance("DB-97")
    void readsTheEnvironmentByTheRulesOfTheNativeDriver() {
        DriverConfig config = environment(Map.of(
                "AERON_TIMER_INTERVAL", "15000000",
                "AERON_DIR_DELETE_ON_SHUTDOWN", "1",
                "AERON_PERFORM_STORAGE_CHECKS", "off",
                "AERON_NAK_UNICAST_DELAY", "0",
                "AERON_MAX_RESEND", "100000",
                "AERON_DRIVER_TERMINATION_VALIDATOR", "allow",
                "AERON_MULTICAST_FLOWCONTROL_SUPPLIER", "aeron_min_flow_control_strategy_supplier",
                "AERON_CONDUCTOR_IDLE_STRATEGY", "sleeping",
                "AERON_CONDUCTOR_IDLE_STRATEGY_INIT_ARGS", "1us",
                "AERON_DRIVER_NAME_RESOLVER_THRESHOLD", "1s"));

        assertThat(config.timeouts().timerIntervalNs()).isEqualTo(15_000_000);
        assertThat(config.storage().deleteOnShutdown()).isTrue();
        assertThat(config.storage().performChecks()).isFalse();
        assertThat(config.network().nak().unicastDelayNs()).isEqualTo(1_000);
        assertThat(config.publication().maxResend()).isEqualTo(256);
        assertThat(config.operation().termination()).isEqualTo(TerminationPolicy.ALLOW);
        assertThat(config.network().flow().multicast()).isEqualTo(FlowControlKind.MIN);
        assertThat(config.threading().idle().conductor()).isEqualTo(new IdleSettings("sleeping", "1us"));
        assertThat(config.threading().cycleThresholds().nameResolverNs()).isEqualTo(1_000_000_000);
        assertThat(warnings).isEmpty();
    }

    @Test
    void warnsOfAnEnvironmentVariableItCannotRead() {
        DriverConfig config = environment(Map.of("AERON_TIMER_INTERVAL", "soon", "AERON_RELIABLE_STREAM", "maybe"));

        assertThat(config).isEqualTo(base);
        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        "WARNING: AERON_TIMER_INTERVAL=soon is invalid, using default",
                        "WARNING: AERON_RELIABLE_STREAM=maybe is invalid, using default");
    }

    @Test
    void readsWhatComesAfterAnEnvironmentVariableItCannotRead() {
        DriverConfig config = environment(Map.of(
                "AERON_DIR_WARN_IF_EXISTS", "true",
                "AERON_TIMER_INTERVAL", "soon",
                "AERON_CONDUCTOR_IDLE_STRATEGY", "no such strategy",
                "AERON_CONDUCTOR_IDLE_STRATEGY_INIT_ARGS", "",
                "AERON_SHARED_IDLE_STRATEGY", "sleep-ns",
                "AERON_SHARED_IDLE_STRATEGY_INIT_ARGS", "5us"));

        assertThat(config.storage().warnIfExists()).isTrue();
        assertThat(config.timeouts()).isEqualTo(base.timeouts());
        assertThat(config.threading().idle().conductor())
                .isEqualTo(base.threading().idle().conductor());
        assertThat(config.threading().idle().shared()).isEqualTo(new IdleSettings("sleep-ns", "5us"));
        assertThat(warnings)
                .containsExactly(
                        "WARNING: AERON_TIMER_INTERVAL=soon is invalid, using default",
                        "WARNING: AERON_CONDUCTOR_IDLE_STRATEGY=no such strategy is invalid, using default");
    }

    @Test
    void knowsTheNamesOfFlowControlSuppliersOfBothStockDrivers() {
        Map<String, FlowControlKind> names = Map.of(
                "aeron_max_multicast_flow_control_strategy_supplier",
                FlowControlKind.MAX,
                "aeron_min_flow_control_strategy_supplier",
                FlowControlKind.MIN,
                "aeron_tagged_flow_control_strategy_supplier",
                FlowControlKind.TAGGED,
                "aeron_unicast_flow_control_strategy_supplier",
                FlowControlKind.UNICAST,
                io.aeron.driver.MinMulticastFlowControlSupplier.class.getName(),
                FlowControlKind.MIN,
                io.aeron.driver.TaggedMulticastFlowControlSupplier.class.getName(),
                FlowControlKind.TAGGED,
                io.aeron.driver.DefaultMulticastFlowControlSupplier.class.getName(),
                FlowControlKind.MAX);

        names.forEach((name, kind) -> assertThat(environment(Map.of("AERON_MULTICAST_FLOWCONTROL_SUPPLIER", name))
                        .network()
                        .flow()
                        .multicast())
                .isEqualTo(kind));
        assertThat(warnings).isEmpty();
    }

    @Test
    void reportsUnknownNamesWithTheNearestKnownOne() {
        List<String> names = List.of("aeron.term.bufer.length", "AERON_DRI", "aeron.zzz", "java.version", "aeron.dir");

        assertThat(DriverOptions.unknownNames(names))
                .extracting(DriverOptions.UnknownName::toString)
                .containsExactly(
                        "unknown setting AERON_DRI, did you mean AERON_DIR?",
                        "unknown setting aeron.term.bufer.length, did you mean aeron.term.buffer.length?",
                        "unknown setting aeron.zzz, did you mean aeron.dir?");
    }

    @Test
    void leavesNamesOfOtherProgramsAlone() {
        assertThat(DriverOptions.unknownNames(List.of(
                        "aeron.archive.dir",
                        "aeron.cluster.member.id",
                        "AERON_CLUSTER_MEMBER_ID",
                        "aeron.client.name",
                        "AERON_CLIENT_PRE_TOUCH_MAPPED_MEMORY",
                        "aeron.SendChannelEndpoint.supplier")))
                .isEmpty();
    }

    @Test
    void printsAConfigurationThatReadsBackAsItself() {
        DriverConfig config = environment(Map.of("AERON_MTU_LENGTH", "8192", "AERON_RECEIVER_GROUP_TAG", "7"));
        Map<String, String> printed = new HashMap<>();
        DriverOptions.printed(config).lines().map(line -> line.split("=", 2)).forEach(p -> printed.put(p[0], p[1]));

        assertThat(printed).containsEntry("aeron.mtu.length", "8192").containsEntry("aeron.timer.interval", "1s");
        assertThat(DriverOptions.apply(base, printed)).isEqualTo(config);
    }

    private DriverConfig environment(Map<String, String> environment) {
        return DriverOptions.applyEnvironment(base, environment, warnings::add);
    }
}
