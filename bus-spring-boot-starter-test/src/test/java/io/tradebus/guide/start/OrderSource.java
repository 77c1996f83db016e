package io.tradebus.guide.start;

// tag::source[]
import io.tradebus.spring.core.BusTemplate;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

@Component
class OrderSource implements ApplicationRunner {
    private final BusTemplate bus;

    OrderSource(BusTemplate bus) {
        this.bus = bus;
    }

    @Override
    public void run(ApplicationArguments args) {
        bus.send("orders", "buy 100 ABC");
    }
}
// end::source[]
