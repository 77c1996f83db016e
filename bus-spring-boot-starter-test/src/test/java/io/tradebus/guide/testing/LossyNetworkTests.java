package io.tradebus.guide.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusProbe;
import io.tradebus.spring.test.BusSimulatedNetwork;
import io.tradebus.spring.test.BusSimulation;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

// tag::class[]
@BusTest(
        streams = {"orders=udp://10.0.0.1:40123:1", "checked-orders=ipc:2"},
        properties = "bus.template.send-timeout=10s")
@BusSimulation(loss = 0.1, duplication = 0.05, reordering = 0.1)
class LossyNetworkTests {
    @Autowired
    BusTemplate bus;

    @Autowired
    BusTestDriver driver;

    @Autowired
    BusSimulatedNetwork network;
    // end::class[]

    @MockitoBean
    Accounts accounts;

    @BeforeEach
    void knowsEverybody() {
        given(accounts.isKnown(anyString())).willReturn(true);
    }

    @Test
    void checksEachOrderOnceAndInOrder() {
        try (BusProbe checked = BusProbe.of(bus, "checked-orders")) {
            // tag::once[]
            String[] orders =
                    IntStream.range(0, 200).mapToObj(i -> "order " + i).toArray(String[]::new);
            for (String order : orders) {
                bus.send("orders", order);
            }

            assertThat(checked)
                    .hasReceived(orders.length)
                    .decodedAs(String.class)
                    .containsExactly(orders);
            // end::once[]
        }
    }

    @Test
    void goesOnAfterAPartition() {
        try (BusProbe checked = BusProbe.of(bus, "checked-orders")) {
            bus.send("orders", "before");
            assertThat(checked).hasReceived(1);

            // tag::partition[]
            network.partition();
            driver.advance(Duration.ofMinutes(1));
            network.heal();
            // end::partition[]

            bus.send("orders", "after", Duration.ofMinutes(1));
            assertThat(checked).hasReceived(2).lastAs(String.class).isEqualTo("after");
        }
    }
}
