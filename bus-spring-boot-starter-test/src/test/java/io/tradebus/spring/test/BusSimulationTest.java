package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.simulation.LinkQuality;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
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
