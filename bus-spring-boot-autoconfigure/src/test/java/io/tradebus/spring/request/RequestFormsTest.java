package io.tradebus.spring.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.BusReply;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The forms in which applications ask and reply, in one application over IPC. */
class RequestFormsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final RequestContexts contexts = RequestContexts.overIpc();

    @AfterEach
    void close() {
        contexts.close();
    }

    record Ask(String symbol) {}

    record Quote(String symbol, int price) {}

    static class Json {
        @BusListener("quotes")
        Quote quote(Ask ask) {
            return new Quote(ask.symbol(), 42);
        }
    }

    @Test
    void objectsAreConverted() throws Exception {
        BusTemplate bus = bus(contexts.start(Json.class));

        assertThat(bus.requestAndWait("quotes", new Ask("ABC"), Quote.class)).isEqualTo(new Quote("ABC", 42));
        assertThat(bus.request("quotes", new Ask("XYZ"), Quote.class).get(10, TimeUnit.SECONDS))
                .isEqualTo(new Quote("XYZ", 42));
    }

    static class Text {
        @BusListener("quotes")
        String quote(String ask) {
            return ask + "!";
        }
    }

    @Test
    void bytesAreReadAsTheyAre() throws Exception {
        BusTemplate bus = bus(contexts.start(Text.class));

        assertThat(bus.requestAndWait("quotes", "a", String.class)).isEqualTo("a!");
        assertThat(bus.requestAndWait("quotes", new byte[] {'b'}, byte[].class)).isEqualTo(new byte[] {'b', '!'});
        assertThat(bus.requestAndWait("quotes", ByteBuffer.wrap(new byte[] {'c'}), ByteBuffer.class))
                .isEqualTo(ByteBuffer.wrap(new byte[] {'c', '!'}));
        assertThat(bus.request(
                                "quotes",
                                new UnsafeBuffer("d".getBytes(StandardCharsets.UTF_8)),
                                0,
                                1,
                                (reply, offset, length) -> length,
                                TIMEOUT)
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(2);
        String longer = "x".repeat(5_000);
        assertThat(bus.requestAndWait("quotes", longer, String.class)).isEqualTo(longer + "!");
    }

    static class Sbe {
        @BusListener("quotes")
        void quote(OrderDecoder ask, BusReply<OrderEncoder> reply) {
            reply.encoder().id(ask.id()).quantity(ask.quantity() + 1);
        }
    }

    @Test
    void messagesInSbeAreWrittenInPlace() throws Exception {
        BusTemplate bus = bus(contexts.start(Sbe.class));
        OrderEncoder order = new OrderEncoder();
        order.wrap(new UnsafeBuffer(new byte[64]), 0);
        order.id(7).quantity(1);

        OrderDecoder reply = bus.requestAndWait("quotes", order, OrderDecoder.class);
        assertThat(reply.id()).isEqualTo(7);
        assertThat(reply.quantity()).isEqualTo(2);
        assertThat(bus.request("quotes", order, (buffer, offset, length) -> length, TIMEOUT)
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(8 + 16);
    }

    static class Choosy {
        @BusListener(id = "choosy", streams = "quotes", properties = "retry.delay=1ms")
        String quote(String ask) {
            if (ask.isEmpty()) {
                throw new IllegalArgumentException("nothing was asked");
            }
            return ask + "!";
        }
    }

    @Test
    void oneRequestThatAlwaysFailsIsSkippedAndKeepsNoOtherFromItsReply() {
        ConfigurableApplicationContext context = contexts.start(Choosy.class);
        BusTemplate bus = bus(context);
        CompletableFuture<String> bad = bus.request("quotes", "", String.class, TIMEOUT);

        assertThat(bus.requestAndWait("quotes", "good", String.class)).isEqualTo("good!");

        BusListenerHandle listener = context.getBean(BusListenerRegistry.class).listener("choosy");
        assertThat(listener.counters("quotes").skipped()).isEqualTo(1);
        assertThat(listener.onError()).isEqualTo("retry(3)->skip");
        assertThat(bad).isNotDone();
    }

    @Test
    void aListenerToRequestsHaltsIfItIsToldTo() {
        ConfigurableApplicationContext context = contexts.start(Choosy.class, "bus.listener.retry.then=halt");

        assertThat(context.getBean(BusListenerRegistry.class).listener("choosy").onError())
                .isEqualTo("retry(3)->halt");
    }

    static class Raw {
        @BusListener("quotes")
        BusAction quote(DirectBuffer buffer, int offset, int length, BusHeader header) {
            assertThat(header.isRequest()).isTrue();
            return header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE;
        }
    }

    @Test
    void aListenerRepliesThroughTheHeaderOfAMessage() {
        assertThat(bus(contexts.start(Raw.class)).requestAndWait("quotes", "echo", String.class))
                .isEqualTo("echo");
    }

    static class Gated {
        final CountDownLatch gate = new CountDownLatch(1);

        @BusListener("quotes")
        String quote(String ask) {
            waited(gate);
            return ask + "!";
        }
    }

    @Test
    void futuresAreCompletedByAThreadOfTheirOwnThatMayBeBlocked() throws Exception {
        ConfigurableApplicationContext context = contexts.start(Gated.class);
        BusTemplate bus = bus(context);
        CountDownLatch blocking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> name = bus.request("quotes", "a", String.class, Duration.ofMinutes(1))
                .thenApply(reply -> {
                    blocking.countDown();
                    return waited(release);
                });

        // What depends on the future is attached before its reply comes, else it would run here.
        context.getBean(Gated.class).gate.countDown();
        waited(blocking);
        assertThat(bus.requestAndWait("quotes", "b", String.class)).isEqualTo("b!");

        release.countDown();
        assertThat(name.get(10, TimeUnit.SECONDS)).isEqualTo("bus-replies");
    }

    private static String waited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Thread.currentThread().getName();
    }

    @Test
    void whatCannotBeReadFailsTheFuture() {
        BusTemplate bus = bus(contexts.start(Text.class));

        assertThatThrownBy(() -> bus.requestAndWait("quotes", "no JSON", Quote.class))
                .isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> bus.request(
                                "quotes",
                                "a",
                                (buffer, offset, length) -> {
                                    throw new IllegalStateException("cannot read this");
                                },
                                TIMEOUT)
                        .get(10, TimeUnit.SECONDS))
                .hasRootCauseMessage("cannot read this");
        assertThat(bus.requestAndWait("quotes", "still there", String.class)).isEqualTo("still there!");
    }

    @Test
    void onlyAStreamOfRequestsCanBeAsked() {
        BusTemplate bus =
                bus(contexts.start(Text.class, "bus.streams.fills.channel=ipc", "bus.streams.fills.stream-id=2"));

        assertThatThrownBy(() -> bus.requestAndWait("fills", "a", String.class))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("stream 'fills' is not one of requests")
                .hasMessageContaining("bus.streams.fills.request.reply-stream-id");
    }

    static class OfTwoKinds {
        @BusListener({"quotes", "fills"})
        String quote(String ask) {
            return ask;
        }
    }

    @Test
    void aListenerOfOtherStreamsTooCannotReply() {
        assertThatThrownBy(() -> contexts.start(
                        OfTwoKinds.class, "bus.streams.fills.channel=ipc", "bus.streams.fills.stream-id=2"))
                .hasStackTraceContaining("of its streams [quotes, fills] only [quotes] are of requests");
    }

    private static BusTemplate bus(ConfigurableApplicationContext context) {
        return context.getBean(BusTemplate.class);
    }
}
