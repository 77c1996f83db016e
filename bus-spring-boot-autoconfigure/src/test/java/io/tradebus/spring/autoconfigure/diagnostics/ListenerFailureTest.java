package io.tradebus.spring.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start that fails for a listener names its method or its id, what is set to what, and what is allowed. */
@ExtendWith(OutputCaptureExtension.class)
class ListenerFailureTest {
    private static final String PLACE =
            "@BusListener on " + ListenerFailureTest.class.getName() + "$%s(String), listener 'risk': ";

    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory);
    }

    static class WrongAckMode {
        @BusListener(id = "risk", streams = "orders", ackMode = "recrod")
        void onOrder(String order) {}
    }

    @Test
    void saysWhichAckModesAnAnnotationMayName() {
        FailureAnalysis failure = failureOf(runner.withBean(WrongAckMode.class));

        assertThat(failure.getDescription())
                .isEqualTo(PLACE.formatted("WrongAckMode.onOrder")
                        + "ack-mode must be batch, record or manual, but was 'recrod'.");
        assertThat(failure.getAction()).isEqualTo("Did you mean 'record'?");
    }

    static class WrongOnError {
        @BusListener(id = "risk", streams = "orders", onError = "dead-leter")
        void onOrder(String order) {}
    }

    @Test
    void writesWhatIsAllowedAsPropertiesDo() {
        FailureAnalysis failure = failureOf(runner.withBean(WrongOnError.class));

        assertThat(failure.getDescription())
                .endsWith("on-error must be retry, skip, halt, detach or dead-letter, but was 'dead-leter'.");
        assertThat(failure.getAction()).isEqualTo("Did you mean 'dead-letter'?");
    }

    static class WrongConcurrency {
        @BusListener(id = "risk", streams = "orders", concurrency = "2-4")
        void onOrder(String order) {}
    }

    @Test
    void saysThatConcurrencyIsANumber() {
        FailureAnalysis failure = failureOf(runner.withBean(WrongConcurrency.class));

        assertThat(failure.getDescription())
                .isEqualTo(PLACE.formatted("WrongConcurrency.onOrder")
                        + "concurrency must be a whole number, but was '2-4'.");
    }

    static class NoAgent {
        @BusListener(id = "risk", streams = "orders", concurrency = "0")
        void onOrder(String order) {}
    }

    @Test
    void saysHowLittleIsTooLittle() {
        FailureAnalysis failure = failureOf(runner.withBean(NoAgent.class));

        assertThat(failure.getDescription())
                .isEqualTo(PLACE.formatted("NoAgent.onOrder") + "concurrency must be at least 1, but was 0.");
    }

    static class UnknownSetting {
        @BusListener(id = "risk", streams = "orders", properties = "fragment-limt=3")
        void onOrder(String order) {}
    }

    @Test
    void namesTheNearestSetting() {
        FailureAnalysis failure = failureOf(runner.withBean(UnknownSetting.class));

        assertThat(failure.getDescription())
                .isEqualTo(PLACE.formatted("UnknownSetting.onOrder") + "there is no setting 'fragment-limt'.");
        assertThat(failure.getAction()).isEqualTo("Did you mean 'fragment-limit'?");
    }

    @Test
    void namesTheListenerThatCodeRegistersWithAnUnknownSetting() {
        runner.run(context -> {
            BusListenerSpec spec = spec("audit").property("on-eror", "skip");

            assertThatThrownBy(() -> context.getBean(BusListenerRegistrar.class).register(spec))
                    .isInstanceOf(BusConfigurationException.class)
                    .hasMessage("listener 'audit': there is no setting 'on-eror', did you mean 'on-error'?");
        });
    }

    private static BusListenerSpec spec(String id) {
        return BusListenerSpec.of(id, "orders").handler((buffer, offset, length, header) -> BusAction.CONTINUE);
    }

    static class Risk {
        @BusListener(id = "risk", streams = "orders", agent = "fast", properties = "on-error=dead-letter")
        void onOrder(String order) {}
    }

    @Test
    void saysOfAPropertyNothingButItsName() {
        FailureAnalysis failure =
                failureOf(runner.withBean(Risk.class).withPropertyValues("bus.listeners.risk.fragment-limit=0"));

        assertThat(failure.getDescription())
                .isEqualTo("bus.listeners.risk.fragment-limit must be at least 1, but was 0.");
    }

    @Test
    void namesThePropertyThatNamesAnUnknownStreamForDeadLetters() {
        ApplicationContextRunner withRisk = runner.withBean(Risk.class);

        assertThat(failureOf(withRisk.withPropertyValues("bus.listener.dead-letter.stream=order"))
                        .getDescription())
                .contains("There is no stream 'order'", "(bus.listener.dead-letter.stream)");
        assertThat(failureOf(withRisk.withPropertyValues("bus.listeners.risk.dead-letter.stream=order"))
                        .getDescription())
                .contains("(bus.listeners.risk.dead-letter.stream)");
    }

    @Test
    void namesThePropertyThatNamesAnUnknownStream() {
        FailureAnalysis failure =
                failureOf(runner.withBean(WrongAckMode.class).withPropertyValues("bus.listeners.risk.streams=oders"));

        assertThat(failure.getDescription()).contains("There is no stream 'oders'", "(bus.listeners.risk.streams)");
    }

    @Test
    void saysThatCodeNamesAnUnknownStream() {
        runner.run(context -> assertThatThrownBy(() -> context.getBean(BusListenerRegistrar.class)
                        .register(BusListenerSpec.of("audit", "oders")
                                .handler((buffer, offset, length, header) -> BusAction.CONTINUE)))
                .hasMessageEndingWith("(registered by code)"));
    }

    @Test
    void namesTheAgentThatAPropertyProbablyMeant() {
        FailureAnalysis failure = failureOf(runner.withBean(Risk.class)
                .withPropertyValues(
                        "bus.listeners.risk.on-error=skip", "bus.listener.agents.fst.idle-strategy=yielding"));

        assertThat(failure.getDescription())
                .isEqualTo("bus.listener.agents.fst configures an agent that no listener shares.");
        assertThat(failure.getAction()).isEqualTo("Did you mean 'fast'? Known are: fast.");
    }

    @Test
    void warnsOfAnAgentThatNoListenerSharesByNow(CapturedOutput output) {
        runner.withBean(Risk.class)
                .withPropertyValues(
                        "bus.listeners.risk.on-error=skip", "bus.listener.agents.audit.idle-strategy=yielding")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains(
                        "bus.listener.agents.audit configures an agent that no listener shares, unless one is registered"
                                + " later; known are: fast");
    }

    @Test
    void takesWhatIsSetOfAnAgentThatListenersShare() {
        runner.withBean(Risk.class)
                .withPropertyValues(
                        "bus.listeners.risk.on-error=skip", "bus.listener.agents.fast.idle-strategy=yielding")
                .run(context -> assertThat(context).hasNotFailed());
    }

    static class Unresolved {
        @BusListener("${my.stream}")
        void onOrder(String order) {}
    }

    @Test
    void namesTheMethodWithAPlaceholderThatIsNotSet() {
        FailureAnalysis failure = failureOf(runner.withBean(Unresolved.class)
                .withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class)));

        assertThat(failure.getDescription())
                .startsWith("@BusListener on " + Unresolved.class.getName()
                        + ".onOrder(String) has a placeholder that is not set: ")
                .contains("my.stream");
        assertThat(failure.getAction()).startsWith("Set the property");
    }

    private static FailureAnalysis failureOf(ApplicationContextRunner runner) {
        return StartupFailureTest.failureOf(runner);
    }
}
