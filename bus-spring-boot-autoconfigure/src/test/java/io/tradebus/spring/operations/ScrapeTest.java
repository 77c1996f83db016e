package io.tradebus.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.ApplicationContext;

/** The dashboard and the alerts against what Prometheus scrapes from an application that runs. */
class ScrapeTest {
    private static final long STEP_MS = 60_000;
    private static final long NOW_MS = 2 * STEP_MS;

    @TempDir
    private Path directory;

    private final Samples samples = new Samples();
    private final Evaluation now = new Evaluation(samples, NOW_MS);

    /** Three scrapes a minute apart, with a message handled and a request replied to between each. */
    @BeforeEach
    void scrape() {
        BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .withBean(Desk.class)
                .withPropertyValues(
                        "bus.listener.timing=all",
                        "bus.metrics.per-session=false",
                        "bus.streams.quotes.channel=ipc",
                        "bus.streams.quotes.stream-id=10",
                        "bus.streams.quotes.request.timeout=30s",
                        "bus.streams.quotes.request.reply-stream-id=20")
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);
                    Await.until("connected", () -> bus.publisher("orders").isConnected());
                    for (int i = 0; i < 3; i++) {
                        double expected = i + 1.0;
                        bus.send("orders", "message " + i);
                        bus.requestAndWait("quotes", "ACME", String.class);
                        Await.until(
                                "handled",
                                () -> handled(context, "risk") == expected && handled(context, "quoting") == expected);
                        samples.addScrape(
                                i * STEP_MS,
                                "localhost:8080",
                                context.getBean(PrometheusMeterRegistry.class).scrape());
                    }
                });
    }

    private static double handled(ApplicationContext context, String listener) {
        return context.getBean(MeterRegistry.class)
                .get("bus.listener.messages")
                .tags("listener", listener, "result", "success")
                .functionCounter()
                .count();
    }

    @Test
    void everyPanelOfTheDashboardHasData() {
        assertThat(Dashboard.panels()).hasSizeGreaterThan(35).allSatisfy(now::requireData);
    }

    @Test
    void everyMetricThatIsScrapedIsOnTheDashboard() {
        String dashboard = Operations.read("grafana-dashboard.json");

        assertThat(samples.metrics())
                .filteredOn(metric -> metric.startsWith("bus_"))
                .isNotEmpty()
                .allMatch(metric -> dashboard.contains(metric + "{"));
    }

    @Test
    void whatTheDashboardIsFilteredByHasValues() {
        assertThat(Dashboard.variables()).hasSize(3).allSatisfy(variable -> {
            var source = variable.metricAndLabel();
            assertThat(samples.metrics()).anyMatch(source.getKey()::contains);
            assertThat(samples.valuesOf(source.getValue())).isNotEmpty();
        });
    }

    @Test
    void everyAlertIsAboutMetricsAndTagsThatExist() {
        assertThat(Rule.all()).isNotEmpty().allSatisfy(now::requireKnown);
    }

    @Test
    void noAlertFiresWhileAllIsWell() {
        assertThat(Rule.all()).noneMatch(rule -> rule.isFiring(samples, NOW_MS, STEP_MS) && !isAboutTheMachine(rule));
    }

    /** How much space a machine has is nothing of the application. */
    private static boolean isAboutTheMachine(Rule rule) {
        return rule.name().equals("BusStorageLow");
    }

    static class Desk {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {}

        @BusListener(streams = "quotes", id = "quoting")
        String quote(String symbol) {
            return "quote of " + symbol;
        }
    }
}
