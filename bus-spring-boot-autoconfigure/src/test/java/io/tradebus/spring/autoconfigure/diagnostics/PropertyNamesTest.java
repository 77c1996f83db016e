package io.tradebus.spring.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.autoconfigure.BusProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

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
        assertThat(nearestTo("bus.stream.orders.stream-id")).isEqualTo("bus.streams.orders.stream-id");
        assertThat(nearestTo("bus.listeners.risk.onerror")).isEqualTo("bus.listeners.risk.on-error");
        assertThat(nearestTo("bus.driver.thredding")).isEqualTo("bus.driver.threading");
        assertThat(nearestTo("bus.something.quite.different.from.all")).isNull();
    }

    @Test
    void knowTheNearestOneWhereKeysStandInBrackets() {
        assertThat(nearestTo("bus.streams[Orders].stream-di")).isEqualTo("bus.streams[Orders].stream-id");
        assertThat(nearestTo("bus.streams[orders.new].chanel")).isEqualTo("bus.streams[orders.new].channel");
        assertThat(nearestTo("bus.stream[orders.new].channel")).isEqualTo("bus.streams[orders.new].channel");
        assertThat(nearestTo("bus.listeners[risk].retry.max-atempts"))
                .isEqualTo("bus.listeners[risk].retry.max-attempts");
        assertThat(nearestTo("bus.listeners.risk.strams[0]")).isEqualTo("bus.listeners.risk.streams[0]");
        assertThat(nearestTo("bus.something[quite].different.from.all.of.them")).isNull();
    }

    private @Nullable String nearestTo(String wrong) {
        return names.nearestTo(ConfigurationPropertyName.of(wrong));
    }
}
