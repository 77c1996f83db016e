package io.tradebus.guide.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RequestFailedException;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BusTest(
        streams = {"quotes=ipc:1", "sbe-quotes=ipc:2", "echo=ipc:3"},
        properties = {
            "bus.streams.quotes.request.reply-stream-id=11",
            "bus.streams.sbe-quotes.request.reply-stream-id=12",
            "bus.streams.echo.request.reply-stream-id=13",
        })
class SteppedRequestsTests {
    // tag::stepped[]
    @Test
    void endsAtItsDeadline(@Autowired BusTemplate bus, @Autowired BusTestDriver driver) {
        assertThat(bus.requestAndWait("quotes", new Ask("ABC"), Quote.class)).isEqualTo(new Quote("ABC", 4711));

        CompletableFuture<Quote> none = bus.request("quotes", new Ask(""), Quote.class, Duration.ofMinutes(5));
        driver.advance(Duration.ofMinutes(4));
        assertThat(none).isNotDone();
        driver.advance(Duration.ofMinutes(1));
        assertThatThrownBy(none::join).hasCauseInstanceOf(RequestFailedException.class);
    }
    // end::stepped[]
}
