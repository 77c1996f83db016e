package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.ThreadingMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** What each preset makes of driver, listeners and logs, and that it gives way to what is set by itself. */
class BusPresetTest {
    private static final Path DIRECTORY = Path.of("/tmp/bus-preset-test");

    @ParameterizedTest
    @CsvSource({
        "low-cpu, SHARED, sleep-ns, 10000000ns, sleep-ns, 10000000ns, 1MB",
        "balanced, SHARED, backoff, 10-5-1000-1000000, backoff, 10-5-1000-1000000, 4MB",
        "low-latency, DEDICATED, spin, '', spin, '', 16MB",
    })
    void setsEachValue(
            String tuning,
            ThreadingMode threading,
            String driverIdle,
            String driverArguments,
            String listenerIdle,
            String listenerArguments,
            String termLength) {
        Map<String, String> properties = Map.of("tuning", tuning);

        DriverConfig driver = driver(properties);
        IdleSettings expected = new IdleSettings(driverIdle, driverArguments);
        IdleConfig idle = driver.threading().idle();
        assertThat(driver.threading().mode()).isEqualTo(threading);
        assertThat(List.of(idle.conductor(), idle.sender(), idle.receiver(), idle.sharedNetwork(), idle.shared()))
                .allSatisfy(one -> assertThat(one).isEqualTo(expected));
        assertThat(mapper(properties).listenerIdle()).isEqualTo(new IdleSettings(listenerIdle, listenerArguments));
        int bytes = (int) DataSize.parse(termLength).toBytes();
        assertThat(driver.log().termLength()).isEqualTo(bytes);
        assertThat(driver.log().ipcTermLength()).isEqualTo(bytes);
    }

    @Test
    void isBalancedUnlessAskedOtherwise() {
        assertThat(driver(Map.of())).isEqualTo(driver(Map.of("tuning", "balanced")));
    }

    @ParameterizedTest
    @CsvSource({"low-cpu", "balanced", "low-latency"})
    void givesWayToWhatIsSetByItself(String tuning) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tuning", tuning,
                "driver.threading", "shared-network",
                "driver.idle-strategy", "sleeping",
                "driver.idle.max-park", "3ms",
                "driver.term-length", "128KB",
                "listener.idle-strategy", "yielding"));

        DriverConfig driver = driver(properties);
        assertThat(driver.threading().mode()).isEqualTo(ThreadingMode.SHARED_NETWORK);
        assertThat(driver.threading().idle().conductor()).isEqualTo(new IdleSettings("sleep-ns", "3000000ns"));
        assertThat(driver.log().termLength()).isEqualTo(128 << 10);
        assertThat(mapper(properties).listenerIdle()).isEqualTo(IdleSettings.of("yield"));
    }

    private static DriverConfig driver(Map<String, String> properties) {
        return mapper(properties).driverConfig(DIRECTORY);
    }

    private static BusPropertiesMapper mapper(Map<String, String> properties) {
        return new BusPropertiesMapper(
                new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("", BusProperties.class));
    }
}
