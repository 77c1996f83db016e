package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a runtime shows and tells of requests and replies. */
class RequesterRegistryTest {
    private static final StreamDefinition QUOTES = StreamDefinition.of("quotes", "aeron:ipc?term-length=64k", 10)
            .withReplies(new ReplyAddress(
                    "aeron:ipc?term-length=64k|control-mode=response", "aeron:ipc?control-mode=response", 20));

    private final List<RequesterView> opened = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final InvokedBus bus = new InvokedBus(new RuntimeObserver() {
        @Override
        public void onRequesterOpened(RequesterView requester) {
            opened.add(requester);
        }

        @Override
        public void onWarning(String text) {
            warnings.add(text);
        }
    });
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);

    @AfterEach
    void close() {
        bus.close();
    }

    private static final ReplyHandler NOBODY = new ReplyHandler() {
        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onEnd(RequestEnd end) {}
    };

    private ListenerAgent echo(StreamDefinition stream) {
        return bus.listener(
                ListenerDefinition.of("echo", stream),
                (buffer, offset, length, header) ->
                        header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE,
                (failure, failed, attempt) -> FailureDecision.HALT);
    }

    @Test
    void showsRequestersUntilTheyAreClosed() {
        echo(QUOTES);
        Requester requester = bus.runtime().requester(QUOTES, 8);
        RequesterView view = bus.runtime().requesters().get(0);
        assertThat(opened).containsExactly(view);

        bus.runUntil("it is connected", () -> requester.poll(10) >= 0 && view.isConnected());
        requester.request(message, 0, message.capacity(), TimeUnit.MINUTES.toNanos(1), NOBODY);
        bus.runUntil(
                "it is replied to",
                () -> requester.poll(10) >= 0 && view.counts().replied() == 1);

        assertThat(view.definition()).isEqualTo(QUOTES);
        assertThat(view.maxInFlight()).isEqualTo(8);
        assertThat(view.lastRefusal()).isNull();
        requester.close();
        assertThat(bus.runtime().requesters()).isEmpty();
    }

    @Test
    void goesOnWhileTheHandlerOfAReplyRuns() {
        echo(QUOTES);
        List<Integer> seen = new ArrayList<>();
        try (Requester requester = bus.runtime().requester(QUOTES, 8)) {
            bus.runUntil("it is connected", () -> requester.poll(10) >= 0 && requester.isConnected());
            ReplyHandler slow = new ReplyHandler() {
                @Override
                public void onReply(DirectBuffer buffer, int offset, int length) {
                    CompletableFuture.runAsync(bus.runtime()::doWork)
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
                    seen.add(length);
                }

                @Override
                public void onEnd(RequestEnd end) {}
            };
            requester.request(message, 0, message.capacity(), TimeUnit.MINUTES.toNanos(5), slow);
            bus.runUntil(
                    "it is replied to",
                    () -> requester.poll(10) >= 0 && requester.counts().replied() == 1);
        }

        assertThat(seen).containsExactly(message.capacity());
    }

    @Test
    void tellsWhyTheDriverRefusesRequestsOnceForEachReason() {
        StreamDefinition refused =
                StreamDefinition.of("quotes", "aeron:ipc?term-length=100k", 10).withReplies(QUOTES.replies());
        try (Requester requester = bus.runtime().requester(refused, 8)) {
            RequesterView view = bus.runtime().requesters().get(0);

            bus.runUntil(
                    "it was refused twice",
                    () -> requester.poll(10) >= 0 && view.counts().refused() >= 2);
            bus.cycle();

            assertThat(view.isConnected()).isFalse();
            assertThat(view.lastRefusal()).contains("not a power of 2");
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("nobody can ask by stream 'quotes': ")
                    .contains("not a power of 2");
        }
    }

    @Test
    void tellsWhyTheDriverRefusesRepliesOnceForEachReason() {
        StreamDefinition asked = QUOTES;
        // The images of requests over IPC cannot be answered over UDP.
        StreamDefinition refused =
                QUOTES.withReplies(new ReplyAddress("aeron:udp?control-mode=response|control=127.0.0.1:20002", 20));
        ListenerAgent listener = echo(refused);
        try (Requester requester = bus.runtime().requester(asked, 8)) {
            bus.runUntil(
                    "it was refused",
                    () -> requester.poll(10) >= 0 && listener.replies("quotes").refused() >= 1);

            assertThat(listener.replies("quotes").lastRefusal()).contains("not found");
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("listener 'echo' cannot reply to those who ask by stream 'quotes': ")
                    .contains("not found");
        }
    }
}
