package io.tradebus.spring.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint, health and meters as they answer over HTTP. */
class BusEndpointWebTest {
    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersWithStreamsAndWithNotFoundForUnknownNames() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(get(context, "/actuator/bus").body()).contains("\"orders\":{\"channel\":\"aeron:ipc\"");
            assertThat(get(context, "/actuator/bus/orders").body()).contains("\"name\":\"orders\"", "\"risk\"");
            assertThat(get(context, "/actuator/bus/invoices").statusCode()).isEqualTo(404);
            assertThat(get(context, "/actuator/bus/explain").body())
                    .contains("\"well\":", "\"driver\":[{\"topic\":", "\"streams\":{\"orders\":[{\"topic\":");
            assertThat(get(context, "/actuator/bus/orders/explain").body()).contains("\"orders\":[{\"topic\":");
            assertThat(get(context, "/actuator/bus/invoices/explain").statusCode())
                    .isEqualTo(404);
            assertThat(get(context, "/actuator/buscounters?filter=bytes%20sent").body())
                    .contains("\"counters\":[{\"id\":0,\"type\":0,\"label\":\"Bytes sent\"")
                    .doesNotContain("NAKs");
            assertThat(get(context, "/actuator/buscounters").body()).contains("NAKs sent", "\"errors\":[]");
            assertThat(get(context, "/actuator/health/bus").body())
                    .contains("\"driver\"", "\"listeners\"", "\"storage\"", "\"status\":\"UP\"");
            assertThat(get(context, "/actuator/metrics/bus.listener.state").body())
                    .contains("\"halted\"", "\"risk\"");
        }
    }

    @Test
    void changesNothingUnlessAccessIsUnrestricted() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(operate(context, "orders", "risk", "pause").statusCode()).isEqualTo(405);
            assertThat(listener(context)).isEqualTo(ListenerState.RUNNING);
        }
    }

    @Test
    void operatesListenersAndSaysWhyItRefuses() throws Exception {
        try (ConfigurableApplicationContext context = start("--management.endpoint.bus.access=unrestricted")) {
            HttpResponse<String> paused = operate(context, "orders", "risk", "pause");
            assertThat(paused.statusCode()).isEqualTo(200);
            assertThat(paused.body()).contains("\"listener\":\"risk\"", "\"desired\":\"paused\"");
            Await.until("it is paused", () -> listener(context) == ListenerState.PAUSED);

            HttpResponse<String> refused = operate(context, "orders", "risk", "skip");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"refused\":\"listener 'risk' is paused and cannot skip\"");

            HttpResponse<String> shouted = operate(context, "orders", "risk", "RESUME");
            assertThat(shouted.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysWhatThereIsWhereANameIsMissingOrUnknown() throws Exception {
        try (ConfigurableApplicationContext context = start("--management.endpoint.bus.access=unrestricted")) {
            assertRefused(
                    operate(context, "orders", "rsk", "skip"),
                    404,
                    "stream 'orders': there is no listener 'rsk', did you mean 'risk'? Known are: risk");
            assertRefused(
                    operate(context, "oders", "risk", "skip"),
                    404,
                    "there is no stream 'oders', did you mean 'orders'? Known are: orders");
            assertRefused(
                    operate(context, "orders", "risk", "stopp"),
                    400,
                    "there is no action 'stopp', did you mean 'stop'? Known are: start, stop, pause, resume, retry, skip,"
                            + " detach");
            assertRefused(
                    post(context, "orders", "{\"listener\": \"risk\"}"),
                    400,
                    "no action is named; known are: start, stop, pause, resume, retry, skip, detach");
            assertRefused(
                    post(context, "orders", "{\"action\": \"stop\"}"),
                    400,
                    "no listener is named; those of stream 'orders' are: risk");
            assertRefused(
                    get(context, "/actuator/bus/invoices"), 404, "there is no stream 'invoices'; known are: orders");
            assertThat(listener(context)).isEqualTo(ListenerState.RUNNING);
        }
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"refused\":\"" + reason + "\"");
    }

    private static ListenerState listener(ConfigurableApplicationContext context) {
        return context.getBean(BusListenerRegistry.class).listener("risk").state();
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "management.endpoints.web.exposure.include=bus,buscounters,health,metrics",
                        "management.endpoint.health.show-details=always",
                        "management.endpoint.health.show-components=always",
                        "bus.tuning=low-cpu",
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=1MB",
                        "bus.driver.directory=" + directory.resolve("driver"),
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1001")
                .run(arguments);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(context, path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> operate(
            ConfigurableApplicationContext context, String stream, String listener, String action) throws Exception {
        return post(context, stream, "{\"listener\": \"" + listener + "\", \"action\": \"" + action + "\"}");
    }

    private HttpResponse<String> post(ConfigurableApplicationContext context, String stream, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(context, "/actuator/bus/" + stream))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Risk risk() {
            return new Risk();
        }
    }

    static class Risk {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {}
    }
}
