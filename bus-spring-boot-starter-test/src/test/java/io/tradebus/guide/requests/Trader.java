package io.tradebus.guide.requests;

import io.tradebus.core.RequestFailedException;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;

class Trader {
    private final BusTemplate bus;

    Trader(BusTemplate bus) {
        this.bus = bus;
    }

    CompletableFuture<Quote> ask() {
        // tag::future[]
        CompletableFuture<Quote> quote = bus.request("quotes", new Ask("ABC"), Quote.class);
        // end::future[]
        return quote;
    }

    Quote wait(String instrument) {
        // tag::wait[]
        Quote quote = bus.requestAndWait("quotes", new Ask(instrument), Quote.class, Duration.ofMillis(200));
        // end::wait[]
        return quote;
    }

    CompletableFuture<Long> raw(DirectBuffer buffer, int length) {
        // tag::raw[]
        CompletableFuture<Long> number = bus.request(
                "echo",
                buffer,
                0,
                length,
                (reply, offset, replyLength) -> reply.getLong(offset),
                Duration.ofMillis(200));
        // end::raw[]
        return number;
    }

    Quote askAgain(String instrument) {
        // tag::failure[]
        try {
            return bus.requestAndWait("quotes", new Ask(instrument), Quote.class);
        } catch (RequestFailedException e) {
            if (e.mayBeHeard()) {
                throw e; // it may have been acted on: ask again only if that does no harm
            }
            return bus.requestAndWait("quotes", new Ask(instrument), Quote.class);
        }
        // end::failure[]
    }
}
