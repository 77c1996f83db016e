package io.tradebus.guide.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusProbe;
import io.tradebus.spring.test.BusSimulation;
import io.tradebus.spring.test.BusTest;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@BusTest(
        streams = {
            "unicast=udp://10.0.0.1:40123:1",
            "announced=udp:2",
            "bound=udp://10.0.0.1:0:3",
            "multicast=udp://239.1.1.1:40125:4",
            "tagged=udp://239.1.1.3:40126:5"
        },
        properties = {
            "bus.streams.announced.control=10.0.0.1:40127",
            "bus.streams.announced.control-mode=dynamic",
            "bus.streams.bound.control=10.0.0.1:40128",
            "bus.streams.bound.control-mode=dynamic",
            "bus.streams.multicast.interface=10.0.0.0/24",
            "bus.streams.tagged.interface=10.0.0.0/24",
            "bus.streams.tagged.flow-control=tagged,g:7/1",
            "bus.streams.tagged.params.gtag=7"
        })
@BusSimulation(loss = 0.05)
class UdpGuideTest {
    @Autowired
    BusTemplate bus;

    @ParameterizedTest
    @ValueSource(strings = {"unicast", "announced", "bound", "multicast", "tagged"})
    void carriesMessages(String stream) {
        try (BusProbe probe = BusProbe.of(bus, stream)) {
            bus.send(stream, "one", Duration.ofMinutes(1));
            bus.send(stream, "two", Duration.ofMinutes(1));

            assertThat(probe).hasReceived(2).decodedAs(String.class).containsExactly("one", "two");
        }
    }
}
