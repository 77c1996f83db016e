package io.tradebus.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the small evaluator by which dashboard and alerts are tested says what Prometheus would. */
class QueryTest {
    private final Samples samples = new Samples();

    @BeforeEach
    void scrape() {
        samples.add(0, "requests_total{stream=\"a\",result=\"ok\"}", 10);
        samples.add(60_000, "requests_total{stream=\"a\",result=\"ok\"}", 70);
        samples.add(0, "requests_total{stream=\"a\",result=\"bad\"}", 50);
        samples.add(60_000, "requests_total{stream=\"a\",result=\"bad\"}", 6);
        samples.add(60_000, "lag{stream=\"a\"}", 5);
        samples.add(60_000, "lag{stream=\"b\"}", 1);
    }

    @Test
    void selectsByLabels() {
        assertThat(value("lag{stream=\"a\"}")).containsExactly(5.0);
        assertThat(value("lag{stream!=\"a\"}")).containsExactly(1.0);
        assertThat(value("lag{stream=~\"a|b\"}")).containsExactlyInAnyOrder(5.0, 1.0);
        assertThat(value("lag{stream!~\"a|b\"}")).isEmpty();
        assertThat(value("no_such_metric")).isEmpty();
    }

    @Test
    void looksAtTheTimeBeforeAndAtCountersThatBeganAgain() {
        assertThat(value("rate(requests_total{result=\"ok\"}[2m])")).containsExactly(1.0);
        assertThat(value("increase(requests_total{result=\"bad\"}[2m])")).containsExactly(6.0);
        assertThat(value("rate(requests_total[30s])")).isEmpty();
    }

    @Test
    void combinesAndCompares() {
        assertThat(value("sum by (stream) (lag)")).containsExactlyInAnyOrder(5.0, 1.0);
        assertThat(value("max(lag) + 2 * 3")).containsExactly(11.0);
        assertThat(value("lag > 4")).containsExactly(5.0);
        assertThat(value("lag > 0 and lag < 2")).containsExactly(1.0);
        assertThat(value("lag unless lag > 4")).containsExactly(1.0);
        assertThat(value("lag / lag")).containsExactlyInAnyOrder(1.0, 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lag >", "sum(lag", "lag{stream}", "histogram_quantile(0.9, lag)", "lag lag", "lag ? 1"})
    void refusesWhatItDoesNotKnow(String expression) {
        assertThatThrownBy(() -> QueryParser.parse(expression)).isInstanceOf(RuntimeException.class);
    }

    private Iterable<Double> value(String expression) {
        Map<Map<String, String>, Double> found = QueryParser.parse(expression).at(samples, 60_000);
        return found.values();
    }
}
