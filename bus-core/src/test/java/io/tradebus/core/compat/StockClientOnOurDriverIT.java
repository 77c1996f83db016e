package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stock clients, each in a process of its own, on {@code bus-driver.jar}. */
class StockClientOnOurDriverIT extends ExchangeContract {
    private static final Duration LONG = Duration.ofMinutes(5);

    StockClientOnOurDriverIT() {
        super(StockClientProgram.class, StockClientProgram.class);
    }

    @Override
    DriverProcess driver(Map<String, String> settings) {
        return DriverProcess.ours(settings);
    }

    @Test
    void aStockClientExchangesAMillionCheckedMessages() {
        try (DriverProcess driver = driver(Map.of("aeron.ipc.term.buffer.length", "4m"));
                ChildJvm subscriber = subscriber(driver, "poll", CHANNEL, 1, 1_000_000, 20_000);
                ChildJvm publisher = publisher(driver, "exclusive", "offer", CHANNEL, 1_000_000, 20_000)) {
            assertThat(subscriber.awaitLine("RECEIVED", LONG)).isEqualTo("1000000");
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith("1000000 ");
            assertThat(publisher.end()).isZero();
            assertThat(subscriber.end()).isZero();
            assertThat(driver.counter(SystemCounter.ERRORS)).isZero();
        }
    }
}
