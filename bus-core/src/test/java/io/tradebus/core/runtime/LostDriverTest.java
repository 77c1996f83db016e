package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.FreePorts;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A runtime that loses an external driver, run by the test. A driver that is dead just is not run any more. */
class LostDriverTest {
    private static final FailureHandler HALT = (failure, message, attempt) -> FailureDecision.HALT;
    private static final StreamDefinition QUOTES = StreamDefinition.of("quotes", "aeron:ipc?term-length=64k", 10)
            .withReplies(new ReplyAddress(
                    "aeron:ipc?term-length=64k|control-mode=response", "aeron:ipc?control-mode=response", 20));
    private static final ReplyHandler NOBODY = new ReplyHandler() {
        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onEnd(RequestEnd end) {}
    };

    private final Path directory = InvokedBus.newDirectory();
    private final RecordingObserver observer = new RecordingObserver();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final List<Long> handled = new ArrayList<>();
    private final List<KillableDriver> drivers = new ArrayList<>();
    private final List<ListenerAgent> agents = new ArrayList<>();
    private @Nullable BusRuntime runtime;

    @AfterEach
    void close() {
        if (runtime != null) {
            runtime.close();
        }
        drivers.forEach(KillableDriver::close);
        InvokedBus.deleteDirectory(directory);
    }

    @Test
    void readsTheLogOfADeadDriverToItsEndAndSaysWhatWasNotReadAtItsDeath() {
        startDriver();
        BusRuntime bus = connect(true);
        BusPublisher orders = bus.publisher(ORDERS);
        ListenerAgent agent = listen(bus, ListenerDefinition.of("risk", ORDERS).withFragmentLimit(1));
        runUntil("connected", () -> orders.isConnected() && agent.sessions().size() == 1);
        send(orders, 1);
        runUntil("handled", () -> handled.size() == 1);
        int session = bus.publications().get(0).sessionId();
        agents.clear();
        send(orders, 2);
        send(orders, 3);

        killDriver();
        runUntil("loss", () -> observer.hasBeginning("driver lost, recovering: the driver has died"));
        assertThat(observer.lines()).contains("lost of orders: consumed 64, appended 192");
        assertThat(offer(orders, 4)).isEqualTo(OfferStatus.NOT_CONNECTED.code());
        assertThat(orders.position()).isEqualTo(OfferStatus.NOT_CONNECTED.code());
        assertThat(orders.awaitConsumed(192, Duration.ofSeconds(5))).isFalse();
        assertThat(bus.publications().get(0).notConnected()).isEqualTo(ConnectionDiagnosis.DRIVER_AWAY);
        assertThat(agent.reception("orders")).isNull();
        assertThat(agent.lag("orders")).isEqualTo(128);
        assertThat(bus.isDriverActive()).isFalse();
        assertThatThrownBy(() -> bus.publisher(InvokedBus.FILLS)).isInstanceOf(DriverUnavailableException.class);

        startDriver();
        runUntil("return", () -> observer.has("driver connected 1"));
        agents.add(agent);
        send(orders, 5);
        runUntil("all", () -> handled.size() == 4);
        runUntil("end of the old session", () -> agent.sessions().size() == 1);

        assertThat(handled).containsExactlyInAnyOrder(1L, 2L, 3L, 5L).containsSubsequence(1L, 2L, 3L);
        assertThat(agent.counters("orders").messages()).isEqualTo(4);
        assertThat(observer.lines())
                .containsSubsequence(
                        "connected orders",
                        "lost of orders: consumed 64, appended 192",
                        "disconnected orders",
                        "driver connected 1",
                        "opened orders",
                        "connected orders")
                .contains("session of risk ended at 192");
        assertThat(bus.publications().get(0).sessionId()).isNotEqualTo(session);
        assertThat(bus.publications().get(0).offers().accepted()).isEqualTo(4);
        assertThat(bus.isDriverActive()).isTrue();
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void namesTheStreamsOfRequestsAndOfRepliesThatWereNotRead() {
        startDriver();
        BusRuntime bus = connect(true);
        agents.add(bus.listener(
                ListenerDefinition.of("echo", QUOTES),
                (buffer, offset, length, header) ->
                        header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE,
                HALT));
        try (Requester requester = bus.requester(QUOTES, 8)) {
            runUntil("connected", () -> requester.poll(10) >= 0 && requester.isConnected());
            requester.request(message, 0, 8, TimeUnit.MINUTES.toNanos(1), NOBODY);
            runUntil(
                    "replied",
                    () -> requester.poll(10) >= 0 && requester.counts().replied() == 1);

            killDriver();
            runUntil("loss", () -> requester.poll(10) >= 0 && observer.hasBeginning("driver lost, recovering: "));
        }

        assertThat(observer.lines())
                .contains(
                        "lost of quotes: consumed 64, appended 64",
                        "lost of replies to quotes: consumed 64, appended 64");
    }

    @Test
    void keepsAHaltedListenerAtItsMessageThoughTheDriverDies() {
        startDriver();
        BusRuntime bus = connect(true);
        BusPublisher orders = bus.publisher(ORDERS);
        boolean[] isFailing = {true};
        ListenerAgent agent = bus.listener(
                ListenerDefinition.of("risk", ORDERS),
                (buffer, offset, length, header) -> {
                    if (isFailing[0]) {
                        throw new IllegalStateException("not now");
                    }
                    return handle(buffer.getLong(offset));
                },
                HALT);
        agents.add(agent);
        send(orders, 1);
        runUntil("halted", () -> agent.state() == ListenerState.HALTED);

        killDriver();
        runUntil("loss", () -> observer.hasBeginning("driver lost, recovering: "));
        startDriver();
        runUntil("return", () -> observer.has("driver connected 1"));
        isFailing[0] = false;
        agent.retry();
        send(orders, 2);
        runUntil("both", () -> handled.size() == 2);

        runUntil("end of the old session", () -> observer.has("session of risk ended at 64"));

        assertThat(handled).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void handlesNothingTwiceWhenItWasGivenUpInTheMiddleOfAPoll() {
        KillableDriver driver = startDriver();
        try (Client other = Client.connect(ClientConfig.defaults(directory).withUseInvoker(true))) {
            Publication publication = addPublication(other);
            BusRuntime bus = connect(true);
            agents.add(bus.listener(
                    ListenerDefinition.of("risk", ORDERS),
                    (buffer, offset, length, header) -> {
                        long value = buffer.getLong(offset);
                        if (value == 2 && !handled.contains(2L)) {
                            // For as long as the driver waits for a client, and longer.
                            awaitGivenUp(bus, other, driver);
                        }
                        return handle(value);
                    },
                    HALT));
            runUntil("connected", () -> run(other) && publication.isConnected());
            ListenerAgent agent = agents.get(0);
            agent.pause();
            for (long value = 1; value <= 4; value++) {
                message.putLong(0, value);
                Await.until("accepted", () -> publication.offer(message, 0, 8) > 0);
            }

            agent.resume();
            runUntil("return", () -> run(other) && observer.has("driver connected 1"));
            runUntil("the rest", () -> run(other) && handled.size() >= 4);

            assertThat(handled).containsExactly(1L, 2L, 3L, 4L);
            assertThat(agent.counters("orders").messages()).isEqualTo(4);
            assertThat(observer.lines())
                    .contains("session of risk ended at 0", "session of risk started at 128")
                    .anyMatch(line -> line.startsWith("driver lost, recovering: the "));
        }
    }

    @Test
    void handlesNothingTwiceWhenItWasGivenUpWhileAnotherReaderWasFarBehind() {
        KillableDriver driver = startDriver();
        try (Client other = Client.connect(ClientConfig.defaults(directory).withUseInvoker(true))) {
            Publication publication = addPublication(other);
            Subscription slow = addSubscription(other);
            BusRuntime bus = connect(true);
            ListenerAgent agent = listen(bus, ListenerDefinition.of("risk", ORDERS));
            runUntil("connected", () -> run(other) && publication.isConnected() && slow.isConnected());
            // The slow reader stays in the first term, and the listener goes on into the second.
            long sent = 0;
            while (publication.position() < 70 << 10) {
                send(other, publication, ++sent);
                if (publication.position() < 50 << 10) {
                    runUntil("read", () -> slow.poll((buffer, offset, length, header) -> {}, 10) > 0);
                }
            }
            long last = sent;
            runUntil("handled", () -> run(other) && handled.size() == last);

            awaitGivenUp(bus, other, driver);
            runUntil("return", () -> run(other) && observer.has("driver connected 1"));
            send(other, publication, last + 1);
            runUntil("the next", () -> run(other) && handled.contains(last + 1));

            assertThat(handled).doesNotHaveDuplicates().hasSize((int) last + 1);
            assertThat(agent.counters("orders").messages()).isEqualTo(last + 1);
        }
    }

    @Test
    void asksAgainForWhatTheNextDriverRefuses() throws Exception {
        startDriver();
        BusRuntime bus = connect(true);
        InetSocketAddress endpoint = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
        InetSocketAddress control = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
        StreamDefinition stream = StreamDefinition.of(
                        "prices",
                        "aeron:udp?term-length=64k|control-mode=dynamic|control=localhost:" + control.getPort(),
                        7)
                .withSubscriptionChannel("aeron:udp?endpoint=localhost:" + endpoint.getPort() + "|control=localhost:"
                        + control.getPort() + "|control-mode=dynamic");
        BusPublisher prices = bus.publisher(stream);
        ListenerAgent agent = listen(bus, ListenerDefinition.of("reader", stream));
        send(prices, 1);
        runUntil("handled", () -> handled.contains(1L));

        drivers.forEach(KillableDriver::close);
        runUntil("loss", () -> observer.hasBeginning("driver lost, recovering: "));
        try (DatagramSocket first = new DatagramSocket(endpoint);
                DatagramSocket second = new DatagramSocket(control)) {
            assertThat(first.isBound() && second.isBound()).isTrue();
            startDriver();
            runUntil("both are refused", () -> warningsOf("the next driver has refused the ") == 2);
            assertThat(offer(prices, 2)).isEqualTo(OfferStatus.NOT_CONNECTED.code());
            assertThat(bus.isDriverActive()).isTrue();
            assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
            assertThat(agent.reception("prices")).isNull();
        }

        send(prices, 3);
        runUntil("handled", () -> handled.contains(3L));

        assertThat(handled).containsExactly(1L, 3L);
        assertThat(observer.lines().stream().filter("opened prices"::equals)).hasSize(2);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closesWhileSomebodyWaitsForADriverThatDoesNotAnswer() throws Exception {
        startDriver();
        ClientConfig patient = ClientConfig.defaults(directory)
                .withTimeouts(ClientTimeouts.DEFAULT.withDriverTimeoutMs(TimeUnit.HOURS.toMillis(1)));
        BusRuntime bus = BusRuntime.external(patient, Await.GENEROUS, observer);
        runtime = bus;
        killDriver();
        CompletableFuture<BusPublisher> opened = new CompletableFuture<>();
        Thread opening = new Thread(() -> opened.completeAsync(() -> bus.publisher(ORDERS), Runnable::run));
        opening.start();
        Await.until(
                "it waits for the driver",
                () -> Arrays.stream(opening.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(StreamPublisher.class.getName())));

        bus.close();

        assertThat(opened).failsWithin(Await.GENEROUS);
        assertThat(bus.isClosed()).isTrue();
    }

    @Test
    void closesEverythingWithItsDriverIfItIsNotToReconnect() {
        startDriver();
        BusRuntime bus = connect(false);
        BusPublisher orders = bus.publisher(ORDERS);
        ListenerAgent agent = listen(bus, ListenerDefinition.of("risk", ORDERS));
        runUntil("connected", orders::isConnected);
        assertThat(bus.reconnects()).isFalse();

        killDriver();
        runUntil("loss", () -> observer.hasBeginning("driver lost: the driver has died"));
        startDriver();
        cycles(100);

        assertThat(offer(orders, 1)).isEqualTo(OfferStatus.CLOSED.code());
        assertThat(agent.state()).isEqualTo(ListenerState.CLOSED);
        assertThat(bus.listeners()).isEmpty();
        assertThat(bus.isDriverActive()).isFalse();
        assertThatThrownBy(bus::client)
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageContaining("restart the application");
        assertThat(observer.lines()).doesNotContain("driver connected 1");
    }

    @Test
    void closesTheViewOfALostDriverOnceNobodyCanBeLookingAtIt() {
        startDriver();
        BusRuntime bus = connect(true);
        CountersReader before = bus.counters();
        killDriver();
        runUntil("loss", () -> observer.hasBeginning("driver lost, recovering: "));
        cycles(10);
        assertThat(before.valuesBuffer().capacity()).isPositive();
        assertThat(bus.counters()).isSameAs(before);

        awayForLong();
        startDriver();
        runUntil("return", () -> observer.has("driver connected 1"));
        assertThat(bus.counters()).isNotSameAs(before);

        runUntil("closed", () -> before.valuesBuffer().capacity() == 0);
        assertThat(bus.driverStatus().active()).isTrue();
    }

    /** Longer than the client keeps what it had at the driver, as long as nobody reads it. */
    private void awayForLong() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        runUntil("it was long", () -> System.nanoTime() - deadlineNs > 0);
    }

    private BusRuntime connect(boolean reconnect) {
        ClientTimeouts timeouts = ClientTimeouts.DEFAULT
                .withDriverTimeoutMs(KillableDriver.TIMEOUT_MS)
                .withResourceLingerNs(TimeUnit.MILLISECONDS.toNanos(200))
                .withKeepAliveIntervalNs(TimeUnit.MILLISECONDS.toNanos(100));
        ClientConfig config = ClientConfig.defaults(directory)
                .withTimeouts(timeouts)
                .withUseInvoker(true)
                .withReconnect(reconnect);
        BusRuntime connected = BusRuntime.external(config, Await.GENEROUS, observer);
        runtime = connected;
        return connected;
    }

    private KillableDriver startDriver() {
        KillableDriver driver = new KillableDriver(directory);
        drivers.add(driver);
        return driver;
    }

    private void killDriver() {
        drivers.get(drivers.size() - 1).kill();
    }

    private ListenerAgent listen(BusRuntime bus, ListenerDefinition definition) {
        ListenerAgent agent =
                bus.listener(definition, (buffer, offset, length, header) -> handle(buffer.getLong(offset)), HALT);
        agents.add(agent);
        return agent;
    }

    private BusAction handle(long value) {
        handled.add(value);
        return BusAction.CONTINUE;
    }

    private void send(BusPublisher publisher, long value) {
        runUntil("accepted " + value, () -> offer(publisher, value) > 0);
    }

    private long offer(BusPublisher publisher, long value) {
        message.putLong(0, value);
        return publisher.offer(message, 0, 8);
    }

    private long warningsOf(String beginning) {
        return observer.lines().stream()
                .filter(line -> line.startsWith("warning " + beginning))
                .count();
    }

    private Publication addPublication(Client other) {
        return other.addPublication(ORDERS.channel(), ORDERS.streamId());
    }

    private Subscription addSubscription(Client other) {
        return other.addSubscription(ORDERS.channel(), ORDERS.streamId());
    }

    private void send(Client other, Publication publication, long value) {
        message.putLong(0, value);
        runUntil("accepted " + value, () -> run(other) && publication.offer(message, 0, 64) > 0);
    }

    /** Lets time pass until the driver has given the runtime up and the runtime knows; the other client lives. */
    private void awaitGivenUp(BusRuntime bus, Client other, KillableDriver driver) {
        Await.until("given up", () -> run(other) && !driver.knows(bus.client().clientId()));
        Await.until("loss", () -> run(other) && bus.doWork() >= 0 && observer.hasBeginning("driver lost, recovering"));
    }

    private static boolean run(Client client) {
        client.invoker().invoke();
        return true;
    }

    private void cycles(int count) {
        for (int i = 0; i < count; i++) {
            cycle();
        }
    }

    private void runUntil(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            cycle();
            return condition.getAsBoolean();
        });
    }

    private void cycle() {
        Objects.requireNonNull(runtime).doWork();
        for (ListenerAgent agent : agents) {
            try {
                agent.doWork();
            } catch (Exception e) {
                throw new IllegalStateException("the duty cycle of a listener must not throw", e);
            }
        }
    }
}
