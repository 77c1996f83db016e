package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our publisher and a stock subscriber on our driver. */
class OurPublisherToStockSubscriberIT extends ExchangeContract {
    private static final long COUNT = 200_000;
    private static final int MAX_LENGTH = 1_376;

    OurPublisherToStockSubscriberIT() {
        super(OurClientProgram.class, StockClientProgram.class);
    }

    @Override
    DriverProcess driver(Map<String, String> settings) {
        return DriverProcess.ours(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrent", "exclusive"})
    void batchesReachIt(String kind) {
        try (DriverProcess driver = driver(Map.of());
                ChildJvm subscriber = subscriber(driver, "poll", CHANNEL, 1, COUNT, MAX_LENGTH);
                ChildJvm publisher = publisher(driver, kind, "batch", CHANNEL, COUNT, MAX_LENGTH)) {
            assertThat(subscriber.awaitLine("RECEIVED")).isEqualTo(Long.toString(COUNT));
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith(COUNT + " ");
        }
    }
}
