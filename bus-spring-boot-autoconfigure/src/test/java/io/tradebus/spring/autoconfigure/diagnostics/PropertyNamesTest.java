package io.tradebus.spring.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.autoconfigure.BusProperties;
import org.junit.jupiter.api.Test;

class PropertyNamesTest {
    private final PropertyNames names = new PropertyNames("bus", BusProperties.class);

    @Test
    void areThoseOfTheRecordsWithAStarForEachKeyOfAMap() {
        assertThat(names.patterns())
                .contains(
                        "bus.enabled",
                        "bus.driver.idle.max-park",
                        "bus.driver.socket.interface",
                        "bus.driver.options.*",
                        "bus.streams.*.stream-id",
                        "bus.streams.*.params.*",
                        "bus.listener.retry.max-attempts",
                        "bus.listeners.*.on-error",
                        "bus.metrics.per-session");
    }

    @Test
    void knowTheNearestOneWithTheKeysThatWereGiven() {
        assertThat(names.nearestTo("bus.stream.orders.stream-id")).isEqualTo("bus.streams.orders.stream-id");
        assertThat(names.nearestTo("bus.listeners.risk.onerror")).isEqualTo("bus.listeners.risk.on-error");
        assertThat(names.nearestTo("bus.driver.thredding")).isEqualTo("bus.driver.threading");
        assertThat(names.nearestTo("bus.something.quite.different.from.all")).isNull();
    }
}
