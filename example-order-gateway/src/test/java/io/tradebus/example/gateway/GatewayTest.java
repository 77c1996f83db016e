package io.tradebus.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.example.gateway.flow.OrderFlow;
import io.tradebus.example.gateway.flow.Submission;
import io.tradebus.example.messages.Side;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "bus.tuning=low-cpu",
            "bus.streams.orders.term-length=64KB",
            "bus.streams.orders.receiver-window=4KB",
            "bus.streams.decisions.term-length=64KB",
            "gateway.silence-limit=5s",
            "gateway.decision-timeout=6s"
        })
@Import(ScriptedRiskService.class)
class GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong IDS = new AtomicLong(1_000);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private ScriptedRiskService risk;

    @Autowired
    private OrderFlow flow;

    @Autowired
    private BusListenerRegistry listeners;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void ownDirectoryAndChannels(DynamicPropertyRegistry registry) throws IOException {
        Path directory = TestMemory.directory();
        registry.add("bus.driver.directory", () -> directory.resolve("driver").toString());
        FreeChannels.register(registry);
    }

    @BeforeEach
    void begin() {
        risk.silent(false);
        risk.stalled(false);
        risk.mute(false);
        await(() -> flow.isUp() && flow.outstandingCount() == 0);
    }

    @Test
    void answersWithTheDecision() {
        HttpResponse<String> accepted = post(order(IDS.incrementAndGet(), "ALDER"));
        HttpResponse<String> rejected = post(order(IDS.incrementAndGet(), ScriptedRiskService.BAD));

        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(body(accepted).get("status").asString()).isEqualTo("ACCEPTED");
        assertThat(rejected.statusCode()).isEqualTo(200);
        assertThat(body(rejected).get("status").asString()).isEqualTo("REJECTED");
        assertThat(body(rejected).get("reason").asString()).isEqualTo("UNKNOWN_INSTRUMENT");
    }

    @Test
    void namesAnOrderThatHasNoName() {
        String unnamed = "{\"account\":\"DESK01\",\"symbol\":\"ALDER\",\"side\":\"BUY\",\"quantity\":1,\"price\":1}";

        long first = body(post(unnamed)).get("orderId").asLong();
        long second = body(post(unnamed)).get("orderId").asLong();

        assertThat(second).isGreaterThan(first);
        assertThat(risk.seen(first)).containsExactly(new ScriptedRiskService.Seen(first, false));
    }

    @Test
    void saysThatAnOrderOfTheCallersOwnNameMayBeKnown() {
        long id = IDS.incrementAndGet();

        post(order(id, "ALDER"));

        assertThat(risk.seen(id)).containsExactly(new ScriptedRiskService.Seen(id, true));
    }

    @Test
    void refusesWhatIsNotAnOrder() {
        assertThat(post("{\"account\":\"DESK01\"}").statusCode()).isEqualTo(400);
        HttpResponse<String> sideways = post(order(7, "ALDER").replace("BUY", "SIDEWAYS"));
        assertThat(sideways.statusCode()).isEqualTo(400);
        assertThat(sideways.body()).contains("side must be BUY or SELL, but was 'SIDEWAYS'");
        assertThat(post(order(7, "ALDER").replace("182.5", "0.00001")).body()).contains("4 decimals");
        HttpResponse<String> priceless = post(order(7, "ALDER").replace("182.5", "1E30"));
        assertThat(priceless.statusCode()).isEqualTo(400);
        assertThat(priceless.body()).contains("15 digits");
        assertThat(flow.outstandingCount()).isZero();
        assertThat(post("no json").statusCode()).isEqualTo(400);
    }

    @Test
    void goesOnWhenOneOfThoseWhoWaitFails() {
        long id = IDS.incrementAndGet();
        NewOrder order = new NewOrder(id, "DESK01", "ALDER", Side.BUY, 1, BigDecimal.ONE, 0);

        Submission submission = flow.submit(order, false, verdict -> {
            throw new IllegalStateException("its caller is gone");
        });

        assertThat(submission).isEqualTo(Submission.SENT);
        await(() -> flow.outstandingCount() == 0);
        assertThat(post(order(IDS.incrementAndGet(), "ALDER")).statusCode()).isEqualTo(200);
        assertThat(listeners.listener("decisions").state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void answers504WhenNoDecisionComesInTimeAnd409WhileItIsOutstanding() {
        long id = IDS.incrementAndGet();
        risk.mute(true);

        HttpResponse<String> late = post(order(id, "ALDER"));
        HttpResponse<String> again = post(order(id, "ALDER"));

        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(body(late).get("status").asString()).isEqualTo("UNDECIDED");
        assertThat(again.statusCode()).isEqualTo(409);
        risk.mute(false);
        risk.becomeAnother();
        await(() -> flow.outstandingCount() == 0);
    }

    @Test
    void answers503WithRetryAfterUnderBackPressure() {
        risk.stalled(true);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            answers.add(postAsync(order(IDS.incrementAndGet(), "ALDER")));
        }

        List<HttpResponse<String>> responses =
                answers.stream().map(CompletableFuture::join).toList();

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(503, 504);
        HttpResponse<String> refused = responses.stream()
                .filter(response -> response.statusCode() == 503)
                .findFirst()
                .orElseThrow();
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(body(refused).get("reason").asString()).isEqualTo("the risk service is behind");
    }

    @Test
    void refusesOrdersAndSaysSoInHealthWhileTheRiskServiceIsSilent() {
        risk.silent(true);
        await(() -> flow.peerState().equals("lost"));

        HttpResponse<String> refused = post(order(IDS.incrementAndGet(), "ALDER"));
        HttpResponse<String> health = get("/actuator/health");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(health.statusCode()).isEqualTo(503);
        JsonNode part = body(health).get("components").get("riskService");
        assertThat(part.get("status").asString()).isEqualTo("DOWN");
        assertThat(part.get("details").get("state").asString()).isEqualTo("lost");
    }

    @Test
    void asksAgainForWhatAKilledRiskServiceLeftOpen() {
        long id = IDS.incrementAndGet();
        risk.mute(true);
        CompletableFuture<HttpResponse<String>> answer = postAsync(order(id, "ALDER"));
        await(() -> risk.seen(id).size() == 1);

        risk.mute(false);
        risk.becomeAnother();

        HttpResponse<String> decided = answer.join();
        assertThat(decided.statusCode()).isEqualTo(200);
        assertThat(risk.seen(id)).hasSize(2).last().isEqualTo(new ScriptedRiskService.Seen(id, true));
    }

    @Test
    void showsWhatHappensAsEvents() throws IOException, InterruptedException {
        assertThat(post(order(IDS.incrementAndGet(), ScriptedRiskService.BAD)).statusCode())
                .isEqualTo(200);
        HttpResponse<InputStream> events =
                http.send(HttpRequest.newBuilder(uri("/live")).build(), HttpResponse.BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(dataOf("history", lines).isArray()).isTrue();
            JsonNode sample = dataOf("sample", lines);
            assertThat(sample.get("peer").asString()).isEqualTo("up");
            assertThat(sample.get("totals").get("sent").asLong()).isPositive();
            assertThat(sample.get("verdicts").get("UNKNOWN_INSTRUMENT").asLong())
                    .isPositive();
            assertThat(sample.get("latencyUs").get("p99").asDouble()).isPositive();
            assertThat(sample.get("recent").isEmpty()).isFalse();
        }
    }

    @Test
    void tellsHowItsStreamsTravelOverUdp() {
        post(order(IDS.incrementAndGet(), "ALDER"));

        JsonNode orders = body(get("/actuator/bus/orders"));
        JsonNode decisions = body(get("/actuator/bus/decisions"));

        assertThat(orders.get("channel").asString()).startsWith("aeron:udp?endpoint=127.0.0.1:");
        JsonNode sender = orders.at("/publications/0/network");
        assertThat(sender.get("status").asString()).isEqualTo("active");
        assertThat(sender.get("position").asLong()).isPositive();
        assertThat(sender.get("limit").asLong())
                .isGreaterThan(sender.get("position").asLong());
        JsonNode receiver = decisions.at("/subscriptions/0/sessions/0/network");
        assertThat(receiver.get("source").asString()).startsWith("127.0.0.1:");
        assertThat(receiver.get("position").asLong()).isPositive();
        assertThat(body(get("/actuator/health")).at("/components/bus/status").asString())
                .isEqualTo("UP");
    }

    @Test
    void servesThePageFromNowhereButItself() {
        String page =
                get("/").body() + get("/page.js").body() + get("/page.css").body();

        assertThat(page).contains("EventSource").doesNotContain("https://").doesNotContain("@import");
    }

    private JsonNode dataOf(String event, BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals("event:" + event)) {
            line = lines.readLine();
        }
        return json.readTree(lines.readLine().substring("data:".length()));
    }

    private String order(long id, String symbol) {
        return "{\"orderId\":" + id + ",\"account\":\"DESK01\",\"symbol\":\"" + symbol
                + "\",\"side\":\"BUY\",\"quantity\":100,\"price\":182.5}";
    }

    private HttpResponse<String> post(String order) {
        return postAsync(order).join();
    }

    private CompletableFuture<HttpResponse<String>> postAsync(String order) {
        HttpRequest request = HttpRequest.newBuilder(uri("/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) {
        return http.sendAsync(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private JsonNode body(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", PATIENCE).isLessThan(deadlineNs);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
