package io.tradebus.spring.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RequestFailedException;
import io.tradebus.core.RequestFailedException.Reason;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests whose application stops, and whose thread is to. */
class RequestStopTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private @Nullable RequestContexts contexts;

    @AfterEach
    void close() {
        if (contexts != null) {
            contexts.close();
        }
    }

    static class Asking {}

    static class Quoting {
        @BusListener(id = "quoting", streams = "quotes")
        byte @Nullable [] quote(String ask) {
            return ask.equals("nothing") ? null : new byte[] {1};
        }
    }

    @Test
    void whatDependsOnARequestMayAskAgainWhileTheBusStops() {
        contexts = RequestContexts.overIpc();
        ConfigurableApplicationContext context = contexts.start(Quoting.class);
        BusTemplate bus = context.getBean(BusTemplate.class);
        bus.requestAndWait("quotes", "a", byte[].class);
        CompletableFuture<byte[]> again = bus.request("quotes", "nothing", byte[].class, LONG)
                .handle((reply, failure) -> bus.request("quotes", "a", byte[].class, LONG))
                .thenCompose(asked -> asked);

        context.stop();

        // If it were held up by the stop, the stop would have given up waiting for it.
        assertThat(again).isDone();
        assertThatThrownBy(again::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RequestFailedException.class)
                .hasMessageContaining("the bus is stopped");
    }

    @Test
    @Timeout(60)
    void aReaderOfRepliesThatDoesNotReturnHoldsUpTheStopForSomeSecondsOnly() throws Exception {
        contexts = RequestContexts.overIpc();
        ConfigurableApplicationContext context = contexts.start(Quoting.class);
        BusTemplate bus = context.getBean(BusTemplate.class);
        CompletableFuture<byte[]> inFlight = bus.request("quotes", "nothing", byte[].class, LONG);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Integer> held = bus.request(
                "quotes",
                "a",
                (buffer, offset, length) -> {
                    reading.countDown();
                    awaitReleased(release);
                    return length;
                },
                LONG);
        reading.await();

        context.stop();
        assertThat(inFlight).isNotDone();
        release.countDown();

        assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> inFlight.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RequestFailedException.class)
                .hasMessageContaining("the bus is stopped");
    }

    private static void awaitReleased(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Timeout(60)
    void aReaderOfRepliesThatWouldWaitForAReplyIsTold() {
        contexts = RequestContexts.overIpc();
        BusTemplate bus = contexts.start(Quoting.class).getBean(BusTemplate.class);

        CompletableFuture<byte[]> asked = bus.request(
                "quotes", "a", (buffer, offset, length) -> bus.requestAndWait("quotes", "b", byte[].class, LONG), LONG);

        assertThatThrownBy(asked::join)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a reader of replies would wait for a reply that only its own thread reads");
    }

    @Test
    void whoIsInterruptedWhileThereIsNoResponderIsTold() {
        contexts = RequestContexts.overUdp();
        BusTemplate bus = contexts.start(Asking.class).getBean(BusTemplate.class);

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> bus.requestAndWait("quotes", "a", byte[].class, LONG))
                    .isInstanceOfSatisfying(RequestFailedException.class, failure -> {
                        assertThat(failure.reason()).isEqualTo(Reason.INTERRUPTED);
                        assertThat(failure.mayBeHeard()).isFalse();
                    });
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
