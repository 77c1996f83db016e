package io.tradebus.guide.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RequestFailedException;
import io.tradebus.guide.messages.AskEncoder;
import io.tradebus.guide.messages.QuoteDecoder;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.test.BusTest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BusTest(
        stepped = false,
        streams = {"quotes=ipc:1", "sbe-quotes=ipc:2", "echo=ipc:3"},
        properties = {
            "bus.streams.quotes.request.reply-stream-id=11",
            "bus.streams.quotes.request.timeout=30s",
            "bus.streams.sbe-quotes.request.reply-stream-id=12",
            "bus.streams.sbe-quotes.request.timeout=30s",
            "bus.streams.echo.request.reply-stream-id=13",
        })
class RequestsGuideTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @Autowired
    BusTemplate bus;

    @Test
    void asksAndIsReplied() throws Exception {
        Trader trader = new Trader(bus);
        assertThat(bus.requestAndWait("quotes", new Ask("ABC"), Quote.class)).isEqualTo(new Quote("ABC", 4711));
        assertThat(trader.ask().get(30, TimeUnit.SECONDS)).isEqualTo(new Quote("ABC", 4711));
        assertThat(trader.askAgain("XYZ")).isEqualTo(new Quote("XYZ", 4711));
    }

    @Test
    void asksInSbeAndInBytes() throws Exception {
        AskEncoder ask = new AskEncoder().wrap(new ExpandableArrayBuffer(), 0).instrument(7);
        assertThat(bus.requestAndWait("sbe-quotes", ask, QuoteDecoder.class, ENOUGH)
                        .instrument())
                .isEqualTo(7);

        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        buffer.putLong(0, 12);
        assertThat(bus.requestAndWait("echo", "a", String.class, ENOUGH)).isEqualTo("a");
        assertThat(bus.request("echo", buffer, 0, 8, (reply, offset, length) -> reply.getLong(offset), ENOUGH)
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo(12L);
    }

    @Test
    void isToldThatThereIsNoReply() {
        // Both sides have met after this, so that there is nothing to wait for but a reply that does not come.
        assertThat(bus.requestAndWait("quotes", new Ask("ABC"), Quote.class)).isNotNull();

        assertThatThrownBy(() -> new Trader(bus).wait("")).isInstanceOfSatisfying(RequestFailedException.class, e -> {
            assertThat(e.reason()).isEqualTo(RequestFailedException.Reason.TIMED_OUT);
            assertThat(e.stream()).isEqualTo("quotes");
        });
    }
}
