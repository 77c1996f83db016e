package io.tradebus.guide.minute;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.guide.messages.CheckedOrderDecoder;
import io.tradebus.guide.messages.YesNo;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusProbe;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@Import(OrderController.class)
@BusTest(streams = {"orders=ipc:1001", "checked-orders=ipc:1002"})
class MinuteTest {
    @Test
    void checksOrders(
            @Autowired OrderController controller, @Autowired BusTemplate bus, @Autowired BusTestDriver driver) {
        try (BusProbe checked = BusProbe.of(bus, "checked-orders")) {
            driver.runUntil(() ->
                    controller.order(new OrderRequest(7, 100)).getStatusCode().is2xxSuccessful());

            assertThat(checked).hasReceived(1);
            CheckedOrderDecoder order = checked.messages().get(0).as(CheckedOrderDecoder.class);
            assertThat(order.orderId()).isEqualTo(7);
            assertThat(order.accepted()).isEqualTo(YesNo.YES);
        }
    }
}
