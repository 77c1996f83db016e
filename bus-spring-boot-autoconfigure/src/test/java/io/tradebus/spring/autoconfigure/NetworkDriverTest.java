package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.config.NakConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What reaches the driver of the settings that concern the network. */
class NetworkDriverTest {
    @Test
    void takesSocketsFlowControlAndTimeoutsFromTheProperties() {
        DriverConfig driver = driver(Map.of(
                "bus.driver.socket.send-buffer", "512KB",
                "bus.driver.socket.receive-buffer", "1MB",
                "bus.driver.socket.multicast-ttl", "3",
                "bus.driver.flow-control.unicast", "max",
                "bus.driver.flow-control.multicast", "min",
                "bus.driver.mtu", "8KB",
                "bus.driver.image-liveness-timeout", "4s",
                "bus.driver.publication-linger", "2s",
                "bus.driver.nak-outstanding", "4",
                "bus.driver.datagram-io", "nio"));

        assertThat(driver.network().socket().sendBufferLength()).isEqualTo(512 << 10);
        assertThat(driver.network().socket().receiveBufferLength()).isEqualTo(1 << 20);
        assertThat(driver.network().socket().multicastTtl()).isEqualTo(3);
        assertThat(driver.network().flow().unicast()).isEqualTo(FlowControlKind.MAX);
        assertThat(driver.network().flow().multicast()).isEqualTo(FlowControlKind.MIN);
        assertThat(driver.log().mtuLength()).isEqualTo(8 << 10);
        assertThat(driver.timeouts().imageLivenessTimeoutNs())
                .isEqualTo(Duration.ofSeconds(4).toNanos());
        assertThat(driver.timeouts().publicationLingerTimeoutNs())
                .isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(driver.network().nak()).isEqualTo(NakConfig.DEFAULT.withMaxOutstanding(4));
        assertThat(driver.network().socket().datagramIo()).isEqualTo(DatagramIo.NIO);
    }

    @Test
    void takesWhatHasNoPropertyFromTheOptions() {
        DriverConfig driver = driver(Map.of(
                "bus.driver.options[aeron.rcv.initial.window.length]", "256k",
                "bus.driver.options[aeron.receiver.wildcard.port.range]", "40100 40200",
                "bus.driver.options[tradebus.nak.max.outstanding]", "2"));

        assertThat(driver.subscription().initialWindowLength()).isEqualTo(256 << 10);
        assertThat(driver.network().socket().receiverPorts()).hasToString("40100 40200");
        assertThat(driver.network().nak().maxOutstanding()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // asked for, granted by the system, window
        "2MB, 4194304, 524288",
        "2MB, 1048576, 262144",
        "1MB, 4194304, 262144",
        "8MB, 8388608, 524288",
        "2MB, 212992, 131072",
        "0B, 4194304, 131072",
    })
    void theWindowIsAQuarterOfWhatTheSystemGrantsWithinBounds(String asked, long granted, int window) {
        BusProperties properties = properties(Map.of("bus.driver.socket.receive-buffer", asked));

        DriverConfig driver = new BusPropertiesMapper(properties, new SystemSocketLimits(granted, granted))
                .driverConfig(Path.of("/tmp/never-started"));

        assertThat(driver.subscription().initialWindowLength()).isEqualTo(window);
    }

    private static DriverConfig driver(Map<String, String> values) {
        return new BusPropertiesMapper(properties(values)).driverConfig(Path.of("/tmp/never-started"));
    }

    private static BusProperties properties(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("bus", BusProperties.class);
    }
}
