package io.tradebus.guide.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.guide.messages.NewOrderDecoder;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusBackPressure;
import io.tradebus.spring.test.BusProbe;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

@SuppressWarnings("try") // Back-pressure is there for as long as it is open.
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Import({PriceFeed.class, PriceSnapshot.class, OrderController.class, Sender.class, PressureWatch.class})
@BusTest(
        streams = {"orders=ipc:1", "new-orders=ipc:2", "prices=ipc:3"},
        properties = "bus.template.default-stream=orders")
class PublishingGuideTest {
    @Autowired
    BusTemplate bus;

    @Autowired
    BusTestDriver driver;

    @Autowired
    PriceFeed feed;

    @Autowired
    PriceSnapshot snapshot;

    @Autowired
    OrderController controller;

    @Autowired
    Sender sender;

    @Autowired
    PressureWatch watch;

    @Test
    void publishesInEachForm() {
        Order order = new Order(1, "alice", 100);
        assertThat(sender.offer(order)).isFalse();
        assertThat(sender.send(order)).isFalse();
        try (BusProbe orders = BusProbe.of(bus, "orders");
                BusProbe sbe = BusProbe.of(bus, "new-orders");
                BusProbe prices = BusProbe.of(bus, "prices")) {
            driver.runUntil(() -> bus.publisher("orders").isConnected()
                    && bus.publisher("prices").isConnected());
            assertThat(sender.offer(order)).isTrue();
            assertThat(sender.send(order)).isTrue();
            assertThat(sender.withoutAName(order).isAccepted()).isTrue();
            driver.runUntil(() -> sender.sbe(12).isAccepted());
            assertThat(feed.publish(7, 100)).isTrue();
            bus.send("prices", new Price(8, 200));
            assertThat(sender.claim(300).isAccepted()).isTrue();
            assertThat(snapshot.publish(new long[200], LongStream.range(0, 200).toArray()))
                    .isEqualTo(200);

            assertThat(orders).hasReceived(3).decodedAs(Order.class).containsOnly(order);
            assertThat(sbe).hasReceived(1);
            assertThat(sbe.messages().get(0).as(NewOrderDecoder.class).orderId())
                    .isEqualTo(12);
            assertThat(prices).hasReceived(203);
            assertThat(prices.messages().get(0).as(Price.class)).isEqualTo(new Price(7, 100));
            assertThat(prices.messages().get(1).as(Price.class)).isEqualTo(new Price(8, 200));
            assertThat(prices.messages().get(202).as(Price.class)).isEqualTo(new Price(0, 199));
        }
    }

    @Test
    void answersWhatTheStreamSays() {
        Order order = new Order(1, "alice", 100);
        assertThat(controller.order(order).getBody()).isEqualTo("nobody takes orders");
        try (BusProbe orders = BusProbe.of(bus, "orders")) {
            driver.runUntil(() -> controller.order(order).getStatusCode().is2xxSuccessful());
            try (BusBackPressure full = driver.backPressure("orders")) {
                assertThat(controller.order(order).getBody()).isEqualTo("busy");
                driver.advance(Duration.ofSeconds(1));
                controller.order(order);
                driver.advance(Duration.ofSeconds(1));
                assertThat(watch.isHeldUp()).isTrue();
            }
            driver.runUntil(() -> controller.order(order).getStatusCode().is2xxSuccessful());
            driver.runUntil(() -> !watch.isHeldUp());
        }
    }
}
