package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.simulation.LinkQuality;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BusSimulationTest {
    private static final LinkQuality BAD =
            LinkQuality.PERFECT.withLoss(0.2).withDuplication(0.1).withReordering(0.1);

    private static ApplicationContextRunner runner(long seed) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BusAutoConfiguration.class,
                        BusListenerAutoConfiguration.class,
                        BusTestAutoConfiguration.class,
                        SteppedBusAutoConfiguration.class))
                .withBean(SimulationSettings.class, () -> new SimulationSettings(seed, BAD))
                .withPropertyValues(
                        "spring.application.name=simulation-test",
                        "bus.tuning=low-cpu",
                        "bus.driver.threading=invoker",
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=0B",
                        "bus.template.send-timeout=10s",
                        "bus.streams.orders.channel=udp://10.0.0.1:40123",
                        "bus.streams.orders.stream-id=1");
    }

    private static String transcriptOf(long seed) {
        AtomicReference<String> transcript = new AtomicReference<>("");
        runner(seed).run(context -> {
            BusTemplate bus = context.getBean(BusTemplate.class);
            BusTestDriver driver = context.getBean(BusTestDriver.class);
            try (BusProbe probe = BusProbe.of(bus, "orders")) {
                for (int i = 0; i < 100; i++) {
                    bus.send("orders", "order " + i);
                    driver.advance(Duration.ofNanos(50_000));
                }
                assertThat(probe).hasReceived(100);
            }
            transcript.set(context.getBean(BusSimulatedNetwork.class).transcript());
        });
        return transcript.get();
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        String once = transcriptOf(7);

        assertThat(once).contains("DATA", "NAK", "(lost)", "(twice)", "(late)");
        assertThat(transcriptOf(7)).isEqualTo(once);
        assertThat(transcriptOf(8)).isNotEqualTo(once);
    }

    @Test
    void refusesWhatIsNoRateAndNoTime() {
        assertThatThrownBy(() -> SimulationSettings.of(TooLossy.class))
                .hasMessage(
                        "loss of the simulated network must be a rate from 0, for none of the datagrams, to 1, for all,"
                                + " but was 1.5");
        assertThatThrownBy(() -> SimulationSettings.of(TooEarly.class))
                .hasMessage("latencyMicros of the simulated network must not be negative, but was -1");
        runner(1).run(context -> {
            var network = context.getBean(BusSimulatedNetwork.class);
            assertThatThrownBy(() -> network.loss(-1))
                    .hasMessageContaining("loss")
                    .hasMessageEndingWith("-1.0");
            assertThatThrownBy(() -> network.duplication(2)).hasMessageContaining("duplication");
            assertThatThrownBy(() -> network.reordering(Double.NaN)).hasMessageContaining("reordering");
            network.loss(1);
            network.loss(0);
        });
    }

    @BusSimulation(loss = 1.5)
    private static final class TooLossy {}

    @BusSimulation(latencyMicros = -1)
    private static final class TooEarly {}

    @BusTest
    @BusSimulation
    private static class Complete {}

    @Test
    void needsATestOfTheBus() {
        var extension = new BusSimulationExtension();
        ExtensionContext context = mock();
        doReturn(TooLossy.class).when(context).getRequiredTestClass();
        assertThatThrownBy(() -> extension.beforeEach(context))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessage("@BusSimulation on " + TooLossy.class.getName()
                        + " simulates nothing without a bus that the test runs; put @BusTest beside it");
        doReturn(Complete.class).when(context).getRequiredTestClass();
        assertThatCode(() -> extension.beforeEach(context)).doesNotThrowAnyException();
    }

    @Test
    void needsABusThatTheTestRuns() {
        runner(1)
                .withPropertyValues("bus.driver.threading=shared")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining("stepped = false"));
    }

    @BusSimulation(seed = 42)
    static class Seeded {}

    static class Inheriting extends Seeded {}

    @Test
    void takesTheSeedOfTheAnnotation() {
        SimulationSettings settings = SimulationSettings.of(Inheriting.class);

        assertThat(settings).isEqualTo(new SimulationSettings(42, LinkQuality.PERFECT));
        assertThat(SimulationSettings.of(BusSimulationTest.class)).isNull();
    }
}
