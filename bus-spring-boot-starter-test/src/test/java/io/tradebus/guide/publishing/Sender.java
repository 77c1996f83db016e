package io.tradebus.guide.publishing;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.guide.messages.NewOrderEncoder;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.OfferResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final BusTemplate bus;
    private final NewOrderEncoder encoder = new NewOrderEncoder();

    Sender(BusTemplate bus) {
        this.bus = bus;
    }

    boolean offer(Order order) {
        // tag::offer[]
        OfferResult result = bus.offer("orders", order); // returns at once
        if (!result.isAccepted()) {
            LOG.warn("order {} was not sent: {}", order.id(), result.status());
        }
        // end::offer[]
        return result.isAccepted();
    }

    boolean send(Order order) {
        // tag::send[]
        try {
            long position = bus.send("orders", order, Duration.ofSeconds(1)); // waits for room, then throws
            return bus.awaitConsumed("orders", position, Duration.ofSeconds(1)); // waits until it was handled
        } catch (BackPressureException | NotConnectedException e) {
            LOG.warn("order {} was not sent", order.id(), e);
            return false;
        }
        // end::send[]
    }

    OfferResult sbe(long id) {
        // tag::sbe[]
        OfferResult result = bus.offer(
                "new-orders", encoder, order -> order.orderId(id).account(7).quantity(100));
        // end::sbe[]
        return result;
    }

    OfferResult withoutAName(Order order) {
        // tag::default[]
        OfferResult result = bus.offerDefault(order);
        // end::default[]
        return result;
    }

    OfferResult claim(long price) {
        // tag::claim[]
        OfferResult result = bus.tryClaim("prices", 8, (buffer, offset, length) -> buffer.putLong(offset, price));
        // end::claim[]
        return result;
    }
}
