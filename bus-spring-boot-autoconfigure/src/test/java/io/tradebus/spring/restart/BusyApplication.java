package io.tradebus.spring.restart;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.SendTo;
import io.tradebus.spring.autoconfigure.endpoint.BusCountersEndpoint;
import io.tradebus.spring.autoconfigure.endpoint.BusEndpoint;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uses about everything: streams over UDP and IPC, several agents, a chain, dead letters, requests, timers, endpoints. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BusyApplication {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Outlives the contexts, as the registry of a server that holds several applications does. */
    static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private final Map<String, String> heard = new ConcurrentHashMap<>();

    @Bean(destroyMethod = "")
    MeterRegistry meters() {
        return METERS;
    }

    @BusListener(streams = "orders", id = "orders", properties = "concurrency=2")
    @SendTo("checked")
    String onOrder(String order) {
        return order;
    }

    @BusListener(streams = "checked", id = "checked", agent = "shared")
    void onChecked(String order) {
        heard.put("checked", order);
    }

    @BusListener(streams = "prices", id = "prices", agent = "shared", onError = "dead-letter")
    void onPrice(String price) {
        heard.put("prices", price);
        throw new IllegalStateException("no such instrument");
    }

    @BusListener(streams = "dead", id = "dead", properties = "idle-event-interval=1s")
    void onDeadLetter(byte[] message) {
        heard.put("dead", "");
    }

    @BusListener(
            streams = {"questions", "calls"},
            id = "answers")
    String answer(String question) {
        return question + "!";
    }

    @BusListener(streams = "orders", id = "never", autoStartup = "false")
    void neverStarted(String order) {}

    static List<String> properties(String directory, int prices, int questions, int replies) {
        return List.of(
                "spring.application.name=busy",
                "spring.main.banner-mode=off",
                "server.port=0",
                "management.endpoints.web.exposure.include=*",
                "bus.driver.directory=" + directory,
                "bus.driver.low-storage-warning=0B",
                "bus.tuning=low-cpu",
                "bus.preflight=off",
                "bus.listener.timing=all",
                "bus.listener.dead-letter.stream=dead",
                "bus.template.send-timeout=30s",
                "bus.metrics.per-session=true",
                "bus.streams.orders.channel=ipc",
                "bus.streams.orders.stream-id=1",
                "bus.streams.checked.channel=ipc",
                "bus.streams.checked.stream-id=2",
                "bus.streams.dead.channel=ipc",
                "bus.streams.dead.stream-id=3",
                "bus.streams.prices.channel=udp://127.0.0.1:" + prices,
                "bus.streams.prices.stream-id=4",
                "bus.streams.prices.exclusive=true",
                "bus.streams.prices.term-length=64KB",
                "bus.streams.questions.channel=udp://127.0.0.1:" + questions,
                "bus.streams.questions.stream-id=5",
                "bus.streams.questions.term-length=64KB",
                "bus.streams.questions.request.reply-stream-id=6",
                "bus.streams.questions.request.reply-control=127.0.0.1:" + replies,
                "bus.streams.questions.request.timeout=30s",
                "bus.streams.calls.channel=ipc",
                "bus.streams.calls.stream-id=7",
                "bus.streams.calls.request.reply-stream-id=8",
                "bus.streams.calls.request.timeout=30s");
    }

    /** Has each part do something. */
    static void use(ApplicationContext context, String message) throws Exception {
        BusTemplate bus = context.getBean(BusTemplate.class);
        var heard = context.getBean(BusyApplication.class).heard;
        bus.send("orders", message);
        bus.send("prices", message);
        Await.until("all is heard", () -> message.equals(heard.get("checked")) && heard.containsKey("dead"));
        if (!bus.requestAndWait("questions", message, String.class).equals(message + "!")
                || !bus.request("calls", message, String.class)
                        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .equals(message + "!")) {
            throw new AssertionError("another answer");
        }
        BusEndpoint endpoint = context.getBean(BusEndpoint.class);
        endpoint.bus();
        endpoint.stream("explain");
        endpoint.stream("prices");
        context.getBean(BusCountersEndpoint.class).counters(null);
        METERS.getMeters().forEach(meter -> meter.measure().forEach(value -> value.getValue()));
    }
}
