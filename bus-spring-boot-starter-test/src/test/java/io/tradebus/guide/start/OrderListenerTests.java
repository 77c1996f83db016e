package io.tradebus.guide.start;

// tag::test[]
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@BusTest(streams = "orders=ipc:1001")
@ExtendWith(OutputCaptureExtension.class)
class OrderListenerTests {
    @Test
    void logsEachOrder(@Autowired BusTemplate bus, @Autowired BusTestDriver driver, CapturedOutput output) {
        bus.send("orders", "sell 5 XYZ");
        driver.run();

        assertThat(output).contains("received 'sell 5 XYZ'");
    }
}
// end::test[]
