package io.tradebus.spring.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceiverView;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.SenderView;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.runtime.StreamLoss;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.autoconfigure.endpoint.NetworkDescription.Totals;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.FakeListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skyscreamer.jsonassert.Customization;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import org.skyscreamer.jsonassert.comparator.CustomComparator;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** What the endpoint answers is, to the letter, what the files beside this test say. */
class BusEndpointJsonTest {
    private static final String RISK = "risk-check-on-order";
    private static final StreamDefinition NETWORK = StreamDefinition.of(
                    "orders", "aeron:udp?endpoint=10.0.0.2:40123|mtu=8192", 1001)
            .withSubscriptionChannel("aeron:udp?endpoint=10.0.0.2:40123|rcv-wnd=8192");
    private static final ConnectionDiagnosis REFUSED =
            new ConnectionDiagnosis(ConnectionDiagnosis.Reason.OFFER_REFUSED, "a stream was refused");
    private static final Instant AT = Instant.parse("2026-01-15T09:30:02.114Z");

    @TempDir
    private Path directory;

    @Test
    void showsEverythingInShort() throws Exception {
        var driver = new DriverDescription(
                "embedded",
                "/dev/shm/bus-order-gateway-4711",
                "shared",
                "active",
                Duration.ofMillis(12),
                37_748_736L,
                22_020_096L,
                0L,
                null);
        var stream =
                new StreamSummary("aeron:ipc", 1001, true, null, 81_920L, 0.0005, false, RISK, null, List.of(RISK));
        var listener = new ListenerSummary("running", "running", List.of("orders"), "bus-" + RISK, 1024L);

        assertJson(
                new BusDescription(
                        driver,
                        List.of("too little room; make some"),
                        Map.of("orders", stream),
                        Map.of(RISK, listener)),
                "bus.json");
    }

    @Test
    void showsOneStreamInDetail() throws Exception {
        var publication = new StreamDescription.Publication(
                1433,
                81_920L,
                2_178_048L,
                0.0005,
                false,
                new StreamDescription.Offers(1280, 4, 0, 1),
                AT,
                RISK,
                null,
                null);
        var failure =
                new StreamDescription.Failure(80_896, 4, IllegalStateException.class.getName(), "unknown account", AT);
        var subscription = new StreamDescription.Subscription(
                RISK,
                "halted",
                "batch",
                "retry(3)->halt",
                1024L,
                List.of(new StreamDescription.Session(1433, 80_896, 1024, false, null)),
                null,
                failure,
                null,
                null);

        assertJson(
                new StreamDescription(
                        "orders", "aeron:ipc", 1001, 4_194_304, List.of(publication), null, List.of(subscription)),
                "stream.json");
    }

    @Test
    void showsTheNetworkInShort() throws Exception {
        Totals totals = Totals.of(systemCounters());
        var driver = new DriverDescription(
                "embedded", "/dev/shm/bus-1", "dedicated", "active", Duration.ZERO, 1L, 2L, 0L, totals);
        BusStream orders = new BusStream(NETWORK, Payload.AUTO);

        assertJson(
                new BusDescription(
                        driver,
                        List.of(),
                        Map.of("orders", StreamSummary.of(orders, null, null, List.of(listener(REFUSED)))),
                        Map.of()),
                "bus-network.json");
    }

    @Test
    void showsHowAStreamTravelsOverTheNetwork() throws Exception {
        var sender = new SenderView("ACTIVE", List.of("10.0.0.1:51234"), 4_096, 135_168, 3, 2, 1);
        var publication = new StreamDescription.Publication(
                1433,
                8_192L,
                135_168L,
                0.03,
                false,
                new StreamDescription.Offers(64, 0, 0, 0),
                null,
                "remote",
                null,
                NetworkDescription.Sender.of(sender));
        var losses = List.of(
                new StreamLoss(1433, 7, "10.0.0.9:1", 9, 9, 0),
                new StreamLoss(1433, 1001, "10.0.0.1:51234", 5, 7_040, 0),
                new StreamLoss(1433, 1001, "10.0.0.1:51234", 6, 8_448, 0));

        StreamDescription listening =
                StreamDescription.of(new BusStream(NETWORK, Payload.AUTO), null, null, List.of(listener(null)), losses);

        assertJson(
                new StreamDescription(
                        "orders",
                        NETWORK.channel(),
                        1001,
                        65_536,
                        List.of(publication),
                        null,
                        listening.subscriptions()),
                "stream-network.json");
    }

    @Test
    void showsRequestsAndReplies() throws Exception {
        var requests = new RequestsDescription(true, 3, 1_000, 990, 5, 2, 7, 4, 1, 1, "no such address");
        var subscription = new StreamDescription.Subscription(
                "quoting",
                "running",
                "batch",
                "halt",
                0L,
                List.of(),
                new RequestsDescription.Replies(990, 2, 0, null),
                null,
                null,
                null);

        assertJson(
                new StreamDescription("quotes", "aeron:ipc", 10, null, List.of(), requests, List.of(subscription)),
                "stream-requests.json");
    }

    @Test
    void showsWhatBecomesOfRequests() {
        runner().withBean(Quoting.class)
                .withPropertyValues(
                        "bus.streams.quotes.channel=ipc",
                        "bus.streams.quotes.stream-id=10",
                        "bus.streams.quotes.request.reply-stream-id=20",
                        "bus.streams.quotes.request.timeout=30s")
                .run(context -> {
                    BusEndpoint endpoint = context.getBean(BusEndpoint.class);
                    assertThat(endpoint.bus().streams().get("quotes").requests())
                            .as("nobody has asked yet")
                            .isNull();
                    context.getBean(BusOperations.class).requestAndWait("quotes", "ACME", String.class);

                    RequestsDescription requests =
                            endpoint.bus().streams().get("quotes").requests();
                    assertThat(requests.connected()).isTrue();
                    assertThat(requests.sent()).isEqualTo(1).isEqualTo(requests.replied());
                    StreamDescription quotes = endpoint.describe("quotes");
                    assertThat(quotes.requests()).isEqualTo(requests);
                    var one = new RequestsDescription.Replies(1, 0, 0, null);
                    // A reply may be read before who sent it has counted it.
                    Await.until(
                            "the reply is counted",
                            () -> one.equals(endpoint.describe("quotes")
                                    .subscriptions()
                                    .get(0)
                                    .replies()));
                    assertThat(endpoint.describe("orders")
                                    .subscriptions()
                                    .get(0)
                                    .replies())
                            .isNull();
                });
    }

    static class Quoting {
        @BusListener(streams = "quotes", id = "quoting")
        String quote(String ask) {
            return "quote of " + ask;
        }
    }

    @Test
    void leavesOutWhatADriverDoesNotCount() {
        var sender = new SenderView("INITIALIZING", List.of(), -1, -1, -1, -1, -1);

        assertThat(NetworkDescription.Sender.of(sender))
                .isEqualTo(new NetworkDescription.Sender("initializing", List.of(), null, null, null, null, null));
    }

    @Test
    void saysWhyNobodyIsConnected() {
        runner().withPropertyValues("bus.streams.fills.channel=ipc", "bus.streams.fills.stream-id=1002")
                .run(context -> {
                    context.getBean(BusOperations.class).publisher("fills");
                    BusEndpoint endpoint = context.getBean(BusEndpoint.class);
                    Await.until(
                            "subscribed",
                            () -> endpoint.bus().streams().get("orders").notConnectedBecause() != null);

                    StreamSummary fills = endpoint.bus().streams().get("fills");
                    assertThat(fills.connected()).isFalse();
                    assertThat(fills.notConnectedBecause())
                            .isEqualTo("nobody subscribes to stream 1002 of aeron:ipc at this driver");
                    assertThat(endpoint.describe("fills").publications().get(0).notConnectedBecause())
                            .isEqualTo(fills.notConnectedBecause());
                    assertThat(endpoint.describe("orders")
                                    .subscriptions()
                                    .get(0)
                                    .notConnectedBecause())
                            .isEqualTo("nobody publishes stream 1001 of aeron:ipc at this driver");

                    context.getBean(BusOperations.class).publisher("orders");
                    Await.until(
                            "connected",
                            () -> endpoint.bus().streams().get("orders").notConnectedBecause() == null);
                    assertThat(endpoint.describe("orders")
                                    .subscriptions()
                                    .get(0)
                                    .network())
                            .isNull();
                });
    }

    private static CountersManager systemCounters() {
        var counters = new CountersManager(
                new UnsafeBuffer(ByteBuffer.allocateDirect(256 << 10)),
                new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10)));
        for (int id = 0; id < SystemCounter.count(); id++) {
            counters.allocate(SystemCounter.of(id).label());
            counters.setCounterValue(id, 100 + id);
        }
        counters.newCounter("path", CounterType.DATAGRAM_PATH.id()).set(2);
        counters.newCounter("fallbacks", CounterType.DATAGRAM_FALLBACKS.id()).set(3);
        return counters;
    }

    @Test
    void showsWhereAHaltedListenerStandsAndWhoItHoldsBack() {
        runner().withPropertyValues("bus.listeners.risk.on-error=halt").run(context -> {
            haltOnSecondMessage(context);

            Object answer = context.getBean(BusEndpoint.class).stream("orders");

            assertJson(
                    context,
                    answer,
                    "stream-halted.json",
                    "publications[0].sessionId",
                    "publications[0].limit",
                    "subscriptions[0].sessions[0].sessionId",
                    "subscriptions[0].failure.since");
        });
    }

    @Test
    void showsStreamsAndListenersAlsoWhileTheBusIsStopped() {
        runner().run(context -> {
            context.stop();

            assertJson(context, context.getBean(BusEndpoint.class).bus(), "bus-stopped.json");
        });
    }

    @Test
    void showsTheDriverAsItIs() {
        runner().run(context -> {
            DriverDescription driver = context.getBean(BusEndpoint.class).bus().driver();

            assertThat(driver.mode()).isEqualTo("embedded");
            assertThat(driver.directory()).isEqualTo(directory.resolve("driver").toString());
            assertThat(driver.threading()).isEqualTo("shared");
            assertThat(driver.state()).isEqualTo("active");
            assertThat(driver.heartbeatAge()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
            assertThat(driver.mappedBytes()).isGreaterThan(1 << 20);
            assertThat(driver.freeBytes()).isPositive();
            assertThat(driver.errors()).isZero();
        });
    }

    private void haltOnSecondMessage(ApplicationContext context) {
        BusOperations bus = context.getBean(BusOperations.class);
        BusPublisher orders = bus.publisher("orders");
        BusListenerRegistry listeners = context.getBean(BusListenerRegistry.class);
        Await.until("there is a subscriber and room", () -> orders.availableWindow() > 0);
        assertThat(bus.send("orders", "good")).isEqualTo(64);
        Await.until(
                "the first is committed",
                () -> listeners.listener("risk").sessions().stream().anyMatch(session -> session.position() == 64));
        assertThat(bus.send("orders", "bad")).isEqualTo(128);
        Await.until("it halts", () -> listeners.listener("risk").state() == ListenerState.HALTED);
    }

    private ApplicationContextRunner runner() {
        return BusContexts.in(directory)
                .withConfiguration(
                        AutoConfigurations.of(JacksonEndpointAutoConfiguration.class, EndpointAutoConfiguration.class))
                .withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=bus")
                .withBean(Risk.class);
    }

    private static void assertJson(Object answer, String file) throws Exception {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(JacksonEndpointAutoConfiguration.class))
                .run(context -> assertJson(context, answer, file));
    }

    private static void assertJson(ApplicationContext context, Object answer, String file, String... varying)
            throws Exception {
        String actual = context.getBean(EndpointJsonMapper.class).get().writeValueAsString(answer);
        String expected =
                new ClassPathResource(file, BusEndpointJsonTest.class).getContentAsString(StandardCharsets.UTF_8);
        var customizations = new Customization[varying.length];
        for (int i = 0; i < varying.length; i++) {
            customizations[i] = new Customization(varying[i], (one, other) -> other != null);
        }
        JSONAssert.assertEquals(expected, actual, new CustomComparator(JSONCompareMode.STRICT, customizations));
    }

    /** Over the network, reading one session. */
    private static FakeListener listener(@Nullable ConnectionDiagnosis notConnected) {
        return FakeListener.of("risk", ListenerState.RUNNING, ListenerState.RUNNING)
                .receiving(
                        new ReceptionView("orders", true, "ACTIVE", List.of("10.0.0.2:40123"), notConnected),
                        new ListenerSession(
                                "orders",
                                1433,
                                4_000,
                                96,
                                0,
                                false,
                                "10.0.0.1:51234",
                                new ReceiverView(5_504, 4_096, 6)));
    }

    static class Risk {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {
            if (order.equals("bad")) {
                throw new IllegalStateException("unknown account");
            }
        }
    }
}
