package io.tradebus.guide.minute;

import io.tradebus.guide.messages.NewOrderEncoder;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.OfferResult;
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
    ResponseEntity<String> order(@RequestBody OrderRequest request) {
        OfferResult result = bus.offer( // writes into the log, or says at once that a subscriber has not kept up
                "orders",
                new NewOrderEncoder(),
                order -> order.orderId(request.id()).quantity(request.quantity()));
        return ResponseEntity.status(result.isAccepted() ? 202 : 503)
                .body(result.status().toString());
    }
}
// end::controller[]
