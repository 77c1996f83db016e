package io.tradebus.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.tradebus.spring.autoconfigure.metrics.BusMeter.Kind;
import io.tradebus.spring.operations.Dashboard;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dashboard of docs/operations against all meters that there may be. */
class DashboardTest {
    @ParameterizedTest
    @EnumSource
    void everyMeterIsOnTheDashboard(BusMeter meter) {
        Pattern series = Pattern.compile("\\b" + metric(meter) + suffix(meter.kind()) + "\\{");

        assertThat(Dashboard.panels())
                .anyMatch(panel -> series.matcher(panel.expression()).find());
    }

    private static String metric(BusMeter meter) {
        String unit = meter.kind() == Kind.TIME_GAUGE ? "seconds" : meter.unit();
        return new PrometheusNamingConvention().name(meter.meterName(), type(meter.kind()), unit);
    }

    private static Meter.Type type(Kind kind) {
        return switch (kind) {
            case GAUGE, TIME_GAUGE -> Meter.Type.GAUGE;
            case COUNTER -> Meter.Type.COUNTER;
            case TIMER, MESSAGE_TIMER -> Meter.Type.TIMER;
        };
    }

    private static String suffix(Kind kind) {
        return switch (kind) {
            case GAUGE, TIME_GAUGE -> "";
            case COUNTER -> "_total";
            case TIMER, MESSAGE_TIMER -> "_(sum|count)";
        };
    }
}
