package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tradebus.core.UnknownStreamException;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BusProbeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(BusAutoConfiguration.class))
            .withPropertyValues(
                    "spring.application.name=probe-test",
                    "bus.tuning=low-cpu",
                    "bus.driver.term-length=64KB",
                    "bus.driver.low-storage-warning=0B",
                    "bus.template.send-timeout=20s",
                    "bus.streams.fills.channel=ipc",
                    "bus.streams.fills.stream-id=1");

    @Test
    void keepsACopyOfEachMessage() {
        runner.run(context -> {
            BusTemplate bus = context.getBean(BusTemplate.class);
            try (BusProbe probe = BusProbe.of(bus, "fills")) {
                long first = bus.send("fills", "first");
                long second = bus.send("fills", "second");

                assertThat(probe.await(2, SOON))
                        .extracting(ProbedMessage::text, ProbedMessage::position)
                        .containsExactly(tuple("first", first), tuple("second", second));
                probe.clear();
                assertThat(probe.messages()).isEmpty();
            }
        });
    }

    @Test
    void saysWhatHasArrivedWhenThatIsTooLittle() {
        runner.run(context -> {
            BusTemplate bus = context.getBean(BusTemplate.class);
            try (BusProbe probe = BusProbe.of(bus, "fills")) {
                bus.send("fills", "only");
                probe.await(1, SOON);

                assertThatThrownBy(() -> probe.await(2, Duration.ofMillis(10)))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("expected 2 messages of stream 'fills'")
                        .hasMessageContaining("only");
            }
        });
    }

    @Test
    void refusesAStreamThatIsNotConfigured() {
        runner.run(context -> assertThatThrownBy(() -> BusProbe.of(context.getBean(BusTemplate.class), "fils"))
                .isInstanceOf(UnknownStreamException.class)
                .hasMessageContaining("did you mean 'fills'?"));
    }
}
