package io.tradebus.spring.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RequestFailedException;
import io.tradebus.core.RequestFailedException.Reason;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.support.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How requests end between two applications: one asks, one replies, or does not. {@code -Drequest.restarts=50} restarts the
 * responder more often.
 */
class RequestEndsTest {
    private static final String RESTARTS = "request.restarts";
    private static final int DEFAULT_RESTARTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<RequestContexts> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(RequestContexts::close);
    }

    static class Asking {}

    static class Quoting {
        final AtomicInteger handled = new AtomicInteger();
        final CountDownLatch release = new CountDownLatch(1);

        @BusListener(id = "quoting", streams = "quotes")
        byte[] quote(String ask) throws InterruptedException {
            handled.incrementAndGet();
            return switch (ask) {
                case "nothing" -> null;
                case "later" -> {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                    yield new byte[] {1};
                }
                case "much" -> {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                    yield new byte[4096];
                }
                default -> new byte[] {2};
            };
        }
    }

    private RequestContexts contexts(String medium) {
        RequestContexts contexts = medium.equals("ipc") ? RequestContexts.overIpc() : RequestContexts.overUdp();
        open.add(contexts);
        return contexts;
    }

    /** Over IPC it is beside the first. */
    private static ConfigurableApplicationContext second(
            RequestContexts contexts, String medium, Class<?> bean, String... properties) {
        return medium.equals("ipc") ? contexts.startBeside(bean, properties) : contexts.start(bean, properties);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void twoApplicationsAskEachOther(String medium) throws Exception {
        RequestContexts contexts = contexts(medium);
        ConfigurableApplicationContext asking = contexts.start(Asking.class);
        second(contexts, medium, Quoting.class);
        BusTemplate bus = asking.getBean(BusTemplate.class);

        assertThat(bus.requestAndWait("quotes", "a", byte[].class)).isEqualTo(new byte[] {2});
        List<CompletableFuture<byte[]>> replies = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            replies.add(bus.request("quotes", "a", byte[].class));
        }
        for (CompletableFuture<byte[]> reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(new byte[] {2});
        }
        RequestCounts counts = counts(asking);
        assertThat(counts.replied()).isEqualTo(counts.sent()).isEqualTo(501);
        assertThat(counts.late() + counts.unknown() + counts.inFlight()).isZero();
    }

    @Test
    void withoutAReplyARequestIsTimedOut() {
        RequestContexts contexts = contexts("ipc");
        ConfigurableApplicationContext context = contexts.start(Quoting.class);
        BusTemplate bus = context.getBean(BusTemplate.class);
        bus.requestAndWait("quotes", "a", byte[].class);

        fails(
                () -> bus.requestAndWait("quotes", "nothing", byte[].class, Duration.ofMillis(50)),
                Reason.TIMED_OUT,
                true);
        fails(
                () -> bus.request("quotes", "nothing", byte[].class, Duration.ofMillis(50))
                        .join(),
                Reason.TIMED_OUT,
                true);
        assertThat(counts(context).timedOut()).isEqualTo(2);
    }

    @Test
    void aReplyThatComesTooLateIsCounted() {
        RequestContexts contexts = contexts("ipc");
        ConfigurableApplicationContext context = contexts.start(Quoting.class);
        BusTemplate bus = context.getBean(BusTemplate.class);
        bus.requestAndWait("quotes", "a", byte[].class);

        fails(() -> bus.requestAndWait("quotes", "later", byte[].class, Duration.ofMillis(50)), Reason.TIMED_OUT, true);
        context.getBean(Quoting.class).release.countDown();

        Await.until("the late reply is counted", () -> counts(context).late() == 1);
    }

    @Test
    void noMoreAreInFlightThanAreAllowed() {
        RequestContexts contexts = contexts("ipc");
        ConfigurableApplicationContext context =
                contexts.start(Quoting.class, "bus.streams.quotes.request.max-in-flight=1");
        BusTemplate bus = context.getBean(BusTemplate.class);
        CompletableFuture<byte[]> first = bus.request("quotes", "later", byte[].class);

        fails(() -> bus.request("quotes", "a", byte[].class).join(), Reason.IN_FLIGHT_LIMIT, false);
        fails(
                () -> bus.requestAndWait("quotes", "a", byte[].class, Duration.ofMillis(50)),
                Reason.IN_FLIGHT_LIMIT,
                false);
        context.getBean(Quoting.class).release.countDown();

        assertThat(bus.requestAndWait("quotes", "a", byte[].class)).isEqualTo(new byte[] {2});
        assertThat(first.join()).isEqualTo(new byte[] {1});
    }

    @Test
    void withoutAResponderARequestIsRejected() {
        RequestContexts contexts = contexts("udp");
        BusTemplate bus = contexts.start(Asking.class).getBean(BusTemplate.class);

        fails(
                () -> bus.request("quotes", "a", byte[].class, Duration.ofMillis(100))
                        .join(),
                Reason.NOT_CONNECTED,
                false);
        fails(
                () -> bus.requestAndWait("quotes", "a", byte[].class, Duration.ofMillis(100)),
                Reason.NOT_CONNECTED,
                false);

        contexts.start(Quoting.class);
        assertThat(bus.requestAndWait("quotes", "a", byte[].class)).isEqualTo(new byte[] {2});
    }

    @Test
    void stoppingEndsWhatIsInFlightAndItGoesOnWhenStartedAgain() {
        RequestContexts contexts = contexts("udp");
        ConfigurableApplicationContext asking = contexts.start(Asking.class);
        contexts.start(Quoting.class);
        BusTemplate bus = asking.getBean(BusTemplate.class);
        CompletableFuture<byte[]> waiting = bus.request("quotes", "nothing", byte[].class);

        asking.stop();
        fails(waiting::join, Reason.CLOSED, true);
        fails(() -> bus.request("quotes", "a", byte[].class).join(), Reason.CLOSED, false);
        fails(() -> bus.requestAndWait("quotes", "a", byte[].class), Reason.CLOSED, false);
        assertThat(threads()).doesNotContain("bus-requests", "bus-replies");

        asking.start();
        assertThat(bus.requestAndWait("quotes", "a", byte[].class)).isEqualTo(new byte[] {2});
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void whenTheResponderGoesAwayItsRequestsEnd(String medium) {
        RequestContexts contexts = contexts(medium);
        ConfigurableApplicationContext asking = contexts.start(Asking.class, "bus.driver.image-liveness-timeout=2s");
        BusTemplate bus = asking.getBean(BusTemplate.class);
        for (int i = 0; i < 3; i++) {
            ConfigurableApplicationContext quoting = second(contexts, medium, Quoting.class);
            assertThat(bus.requestAndWait("quotes", "a", byte[].class, Duration.ofSeconds(20)))
                    .isEqualTo(new byte[] {2});
            CompletableFuture<byte[]> waiting = bus.request("quotes", "nothing", byte[].class, Duration.ofMinutes(1));

            quoting.close();

            fails(waiting::join, Reason.PEER_LOST, true);
        }
        assertThat(counts(asking).lost()).isEqualTo(3);
    }

    @Test
    void aResponderIsRestartedAgainAndAgainUnderLoad() throws Exception {
        RequestContexts contexts = contexts("udp");
        ConfigurableApplicationContext asking = contexts.start(Asking.class, "bus.driver.image-liveness-timeout=2s");
        BusTemplate bus = asking.getBean(BusTemplate.class);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger replied = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(1);
        Thread load = new Thread(() -> {
            while (enough.getCount() > 0) {
                asked.incrementAndGet();
                bus.request("quotes", "a", byte[].class, Duration.ofSeconds(2))
                        .whenComplete((reply, failure) -> (failure == null ? replied : failed).incrementAndGet());
            }
        });
        ConfigurableApplicationContext quoting = contexts.start(Quoting.class);
        load.start();
        for (int i = 0; i < Integer.getInteger(RESTARTS, DEFAULT_RESTARTS); i++) {
            int before = replied.get();
            Await.until("requests are replied to", () -> replied.get() >= before + 100);
            quoting.close();
            quoting = contexts.start(Quoting.class);
        }
        int before = replied.get();
        Await.until("requests are replied to at last", () -> replied.get() >= before + 100);
        enough.countDown();
        load.join();

        Await.until("each has ended", () -> replied.get() + failed.get() == asked.get());
        RequestCounts counts = counts(asking);
        assertThat(counts.sent() + counts.rejected()).isEqualTo(asked.get());
        assertThat(counts.replied()).isEqualTo(replied.get());
        assertThat(counts.replied() + counts.timedOut() + counts.lost()).isEqualTo(counts.sent());
        assertThat(counts.unknown()).isZero();
    }

    @Test
    void bothSidesGoOnWhenTheirDriverIsRestarted() {
        RequestContexts contexts = contexts("ipc");
        Driver driver = Driver.start(driverIn(contexts.sharedDriver()));
        try {
            ConfigurableApplicationContext quoting = contexts.startBeside(Quoting.class);
            ConfigurableApplicationContext asking = contexts.startBeside(Asking.class);
            BusTemplate bus = asking.getBean(BusTemplate.class);
            for (int i = 0; i < 3; i++) {
                assertThat(bus.requestAndWait("quotes", "a", byte[].class, Duration.ofSeconds(20)))
                        .isEqualTo(new byte[] {2});
                CompletableFuture<byte[]> waiting =
                        bus.request("quotes", "nothing", byte[].class, Duration.ofSeconds(20));

                driver.close();
                fails(waiting::join, Reason.PEER_LOST, true);
                driver = Driver.start(driverIn(contexts.sharedDriver()));
            }
            assertThat(bus.requestAndWait("quotes", "a", byte[].class, Duration.ofSeconds(20)))
                    .isEqualTo(new byte[] {2});
            asking.close();
            quoting.close();
        } finally {
            driver.close();
        }
    }

    private static DriverConfig driverIn(Path directory) {
        DriverConfig config = DriverConfig.defaults(directory);
        return config.withStorage(config.storage().withDeleteOnStart(true))
                .withLog(config.log().withTermLength(1 << 16).withIpcTermLength(1 << 16));
    }

    @Test
    void aReplyThatHasNoRoomWaitsAndItsRequestIsHandledOnce() throws Exception {
        RequestContexts contexts = contexts("ipc");
        ConfigurableApplicationContext context = contexts.start(Quoting.class);
        BusTemplate bus = context.getBean(BusTemplate.class);
        Quoting quoting = context.getBean(Quoting.class);
        bus.requestAndWait("quotes", "a", byte[].class);
        CountDownLatch reading = new CountDownLatch(1);
        DirectBuffer much = new UnsafeBuffer("much".getBytes(StandardCharsets.UTF_8));
        List<CompletableFuture<Integer>> replies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            replies.add(bus.request(
                    "quotes",
                    much,
                    0,
                    much.capacity(),
                    (buffer, offset, length) -> {
                        await(reading);
                        return length;
                    },
                    TIMEOUT));
        }

        quoting.release.countDown();
        var counters =
                context.getBean(BusListenerRegistry.class).listener("quoting").counters("quotes");
        Await.until("a reply waits", () -> counters.aborts() > 10);
        assertThat(quoting.handled.get()).isLessThan(41);
        reading.countDown();

        for (CompletableFuture<Integer> reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(4096);
        }
        assertThat(quoting.handled.get()).isEqualTo(41);
        assertThat(replyCounts(context)).isEqualTo(new ReplyCounts(41, 0, 0, null));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void repliesForWhichNobodyWaitsAreCounted() {
        RequestContexts contexts = contexts("ipc");
        ConfigurableApplicationContext quoting = contexts.start(Quoting.class);
        ConfigurableApplicationContext asking = contexts.startBeside(Asking.class);
        BusTemplate bus = asking.getBean(BusTemplate.class);
        bus.requestAndWait("quotes", "a", byte[].class);
        bus.request("quotes", "later", byte[].class);
        Await.until("it is asked", () -> quoting.getBean(Quoting.class).handled.get() == 2);
        assertThat(hasSubscriberOfReplies(quoting)).isTrue();

        asking.close();
        Await.until("who asked is gone", () -> !hasSubscriberOfReplies(quoting));
        quoting.getBean(Quoting.class).release.countDown();
        Await.until("the reply is counted", () -> replyCounts(quoting).gone() == 1);

        // What is just sent to the stream does not wait for a reply either.
        ConfigurableApplicationContext telling = contexts.startBeside(Asking.class);
        BusPublisher publisher = telling.getBean(BusTemplate.class).publisher("quotes");
        Await.until("it is connected", publisher::isConnected);
        telling.getBean(BusTemplate.class).send("quotes", "a");
        Await.until("it is counted too", () -> replyCounts(quoting).gone() == 2);
    }

    private static boolean hasSubscriberOfReplies(ConfigurableApplicationContext context) {
        List<String> labels = new ArrayList<>();
        Objects.requireNonNull(context.getBean(BusRuntimeLifecycle.class).runtime())
                .counters()
                .forEach((id, label) -> labels.add(label));
        return labels.stream().anyMatch(label -> label.startsWith("sub-pos") && label.contains(" 20 aeron:ipc"));
    }

    private static ReplyCounts replyCounts(ConfigurableApplicationContext context) {
        ListenerAgent agent = Objects.requireNonNull(
                        context.getBean(BusRuntimeLifecycle.class).runtime())
                .listeners()
                .get(0);
        return agent.replies("quotes");
    }

    private static RequestCounts counts(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(context.getBean(BusRequests.class).counts("quotes"));
    }

    private static void fails(Runnable request, Reason reason, boolean mayBeHeard) {
        assertThatThrownBy(request::run).satisfies(thrown -> {
            Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            assertThat(failure).isInstanceOfSatisfying(RequestFailedException.class, e -> {
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.mayBeHeard()).isEqualTo(mayBeHeard);
                assertThat(e.stream()).isEqualTo("quotes");
            });
        });
    }
}
