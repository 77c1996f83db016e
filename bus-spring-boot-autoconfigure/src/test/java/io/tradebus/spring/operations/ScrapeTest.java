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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alerts against what Prometheus scrapes from an application that runs. */
class ScrapeTest {
    private static final long STEP_MS = 60_000;
    private static final long NOW_MS = 2 * STEP_MS;
    private static final Pattern VARIABLE_SOURCE = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    @TempDir
    private Path directory;

    private final Samples samples = new Samples();

    /** Three scrapes a minute apart, with a message handled between each. */
    @BeforeEach
    void scrape() {
        BusContexts.in(directory)
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .withBean(Risk.class)
                .withPropertyValues("bus.listener.timing=all", "bus.metrics.per-session=false")
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);
                    Await.until("connected", () -> bus.publisher("orders").isConnected());
                    for (int i = 0; i < 3; i++) {
                        double expected = i + 1.0;
                        bus.send("orders", "message " + i);
                        Await.until("handled", () -> handled(context) == expected);
                        samples.addScrape(
                                i * STEP_MS,
                                context.getBean(PrometheusMeterRegistry.class).scrape());
                    }
                });
    }

    private static double handled(ApplicationContext context) {
        return context.getBean(MeterRegistry.class)
                .get("bus.listener.messages")
                .tag("result", "success")
                .functionCounter()
                .count();
    }

    @Test
    void everyPanelOfTheDashboardHasData() {
        List<String> titles = new ArrayList<>();
        for (JsonNode panel : dashboard().get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.get("expr").asString();
                Map<Map<String, String>, Double> data = parsed(expression).at(samples, NOW_MS);
                assertThat(data).as(panel.get("title") + ": " + expression).isNotEmpty();
                assertThat(data.values()).as(expression).noneMatch(value -> value.isNaN());
                assertThat(legendOf(target))
                        .as(expression)
                        .allSatisfy(label -> assertThat(data.keySet()).allMatch(labels -> labels.containsKey(label)));
                titles.add(panel.get("title").asString());
            }
        }
        assertThat(titles).hasSizeGreaterThan(25);
    }

    @Test
    void everyMetricOfTheDriverStreamsAndListenersIsOnTheDashboard() {
        String dashboard = Operations.read("grafana-dashboard.json");

        assertThat(samples.metrics())
                .filteredOn(metric -> metric.startsWith("bus_"))
                .isNotEmpty()
                .allMatch(dashboard::contains);
    }

    @Test
    void whatTheDashboardIsFilteredByHasValues() {
        for (JsonNode variable : dashboard().get("templating").get("list")) {
            if (variable.get("type").asString().equals("query")) {
                Matcher source =
                        VARIABLE_SOURCE.matcher(variable.get("definition").asString());
                assertThat(source.matches()).isTrue();
                assertThat(samples.metrics()).anyMatch(source.group(1)::contains);
                assertThat(samples.valuesOf(source.group(2)))
                        .as(variable.get("name").asString())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everyAlertIsAboutMetricsAndTagsThatExist() {
        assertThat(Rule.all()).isNotEmpty().allSatisfy(rule -> requireKnown(rule.query()));
    }

    @Test
    void noAlertFiresWhileAllIsWell() {
        assertThat(Rule.all()).noneMatch(rule -> rule.isFiring(samples, NOW_MS, STEP_MS) && !isAboutTheMachine(rule));
    }

    /** How much space a machine has is nothing of the application. */
    private static boolean isAboutTheMachine(Rule rule) {
        return rule.name().equals("BusStorageLow");
    }

    private Query parsed(String expression) {
        Query query = QueryParser.parse(expression
                .replace("$instance", ".*")
                .replace("$stream", ".*")
                .replace("$listener", ".*")
                .replace("$__rate_interval", "5m"));
        requireKnown(query);
        return query;
    }

    /** Every name and label of an expression is one of a series that was scraped. */
    private void requireKnown(Query query) {
        query.forEach(part -> {
            if (part instanceof Query.Selector selector) {
                assertThat(samples.named(selector.metric()))
                        .as(selector.metric())
                        .isNotEmpty()
                        .allSatisfy(labels -> assertThat(labels.keySet())
                                .containsAll(selector.matchers().keySet()));
            } else if (part instanceof Query.Aggregation aggregation) {
                assertThat(aggregation.of().at(samples, NOW_MS).keySet())
                        .allSatisfy(labels -> assertThat(labels.keySet()).containsAll(aggregation.by()));
            }
        });
    }

    private static List<String> legendOf(JsonNode target) {
        return Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(target.get("legendFormat").asString())
                .results()
                .map(label -> label.group(1))
                .toList();
    }

    private static JsonNode dashboard() {
        return JsonMapper.builder().build().readTree(Operations.read("grafana-dashboard.json"));
    }

    static class Risk {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {}
    }
}
