package io.tradebus.guide.publishing;

import io.tradebus.spring.core.BusTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
class OrderController {
    private final BusTemplate bus;

    OrderController(BusTemplate bus) {
        this.bus = bus;
    }

    @PostMapping("/orders")
    ResponseEntity<String> order(@RequestBody Order order) {
        return switch (bus.offer("orders", order).status()) {
            case ACCEPTED -> ResponseEntity.accepted().build();
            case BACK_PRESSURED, ADMIN_ACTION ->
                ResponseEntity.status(503).header("Retry-After", "1").body("busy");
            case NOT_CONNECTED -> ResponseEntity.status(503).body("nobody takes orders");
            case CLOSED, MAX_POSITION_EXCEEDED, DROPPED ->
                ResponseEntity.status(503).build();
        };
    }
}
// end::controller[]
