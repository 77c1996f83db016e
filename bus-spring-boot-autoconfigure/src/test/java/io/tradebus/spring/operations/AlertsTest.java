package io.tradebus.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert of docs/operations/alerts.yaml with samples on which it fires, and with others on which it does not. */
class AlertsTest {
    private static final long STEP_MS = 10_000;
    private static final int STEPS = 61;
    private static final long NOW_MS = (STEPS - 1) * STEP_MS;

    /** Values are of series that stay as they are, or that go from one value to another at an even pace. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("alerts")
    void firesWhenItShould(String alert, String series, double from, double to, double quietFrom, double quietTo) {
        Rule rule = Rule.named(alert);

        assertThat(rule.isFiring(samples(series, from, to), NOW_MS, STEP_MS)).isTrue();
        assertThat(rule.isFiring(samples(series, quietFrom, quietTo), NOW_MS, STEP_MS))
                .isFalse();
        assertThat(rule.isFiring(new Samples(), NOW_MS, STEP_MS)).isFalse();
    }

    static Stream<Arguments> alerts() {
        String offers = "bus_publication_offers_total{stream=\"orders\",result=\"%s\"}";
        String listener = "bus_listener_state{listener=\"risk\",state=\"%s\"}";
        String messages = "bus_listener_messages_total{stream=\"orders\",listener=\"risk\",result=\"%s\"}";
        String requests = "bus_requests_ended_requests_total{stream=\"quotes\",result=\"%s\"}";
        return Stream.of(
                arguments("BusDriverDown", "bus_driver_active{mode=\"embedded\"}", 0, 0, 1, 1),
                arguments("BusDriverSilent", "bus_driver_heartbeat_age_seconds{mode=\"embedded\"}", 3, 9, 0.1, 1.9),
                arguments("BusDriverErrors", "bus_driver_errors_total{mode=\"external\"}", 0, 60, 7, 7),
                arguments("BusStorageLow", "bus_driver_storage_bytes{state=\"free\"}", 3e7, 2e7, 4e7, 4e7),
                arguments("BusListenerHalted", listener.formatted("halted"), 1, 1, 0, 0),
                arguments("BusListenerDetached", listener.formatted("detached"), 1, 1, 0, 0),
                arguments("BusListenerRetrying", listener.formatted("retrying"), 1, 1, 0, 0),
                arguments("BusMessagesNotHandled", messages.formatted("skipped"), 0, 60, 3, 3),
                arguments("BusMessagesNotHandled", messages.formatted("dead_lettered"), 0, 60, 3, 3),
                arguments(
                        "BusListenerBehind",
                        "bus_subscription_lag_ratio{stream=\"orders\",listener=\"risk\"}",
                        0.4,
                        1,
                        1,
                        0.4),
                arguments("BusAgentSaturated", "bus_agent_busy{agent=\"bus-risk\"}", 1, 1, 0.9, 0.9),
                arguments("BusWindowFilling", "bus_publication_window_used{stream=\"orders\"}", 0.7, 1, 0.8, 0.8),
                arguments("BusOffersRefused", offers.formatted("back_pressured"), 0, 60, 5, 5),
                arguments("BusMessagesDropped", "bus_publication_dropped_total{stream=\"orders\"}", 0, 60, 5, 5),
                arguments("BusNotConnected", offers.formatted("not_connected"), 0, 60, 5, 5),
                arguments("BusStreamFull", offers.formatted("max_position"), 0, 60, 0, 0),
                arguments("BusRequestsTimedOut", requests.formatted("timed_out"), 0, 60, 5, 5),
                arguments("BusResponderLost", requests.formatted("peer_lost"), 0, 60, 5, 5),
                arguments("BusRequestsNotConnected", "bus_requests_connected{stream=\"quotes\"}", 0, 0, 1, 1),
                arguments("BusRequestsRefused", "bus_requests_refused_total{stream=\"quotes\"}", 0, 60, 5, 5),
                arguments(
                        "BusRepliesRefused",
                        "bus_replies_refused_total{stream=\"quotes\",listener=\"quoting\"}",
                        0,
                        60,
                        5,
                        5),
                arguments("BusDataLost", "bus_network_loss_gaps_total", 0, 60, 4, 4),
                arguments("BusDataRepaired", "bus_network_naks_total{direction=\"sent\"}", 0, 12_000, 0, 600),
                arguments("BusInvalidDatagrams", "bus_network_invalid_total", 0, 60, 4, 4),
                arguments("BusSendsCutShort", "bus_network_short_sends_total", 0, 60, 4, 4));
    }

    @Test
    void allAreTestedAndToldApart() {
        List<String> names = Rule.all().stream().map(Rule::name).toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(alerts().map(alert -> (String) alert.get()[0])
                        .distinct()
                        .toList());
    }

    @Test
    void doesNotFireBeforeItHasLastedLongEnough() {
        var samples = new Samples();
        String series = "bus_publication_window_used{stream=\"orders\"}";
        samples.add(0, series, 0.1);
        samples.add(10_000, series, 0.9);
        samples.add(20_000, series, 0.9);
        samples.add(40_000, series, 0.9);

        Rule rule = Rule.named("BusWindowFilling");
        assertThat(rule.isFiring(samples, 30_000, STEP_MS)).isFalse();
        assertThat(rule.isFiring(samples, 40_000, STEP_MS)).isTrue();
    }

    @Test
    void doesNotMindAListenerThatIsBehindAndCatchesUp() {
        Rule rule = Rule.named("BusListenerBehind");
        String series = "bus_subscription_lag_ratio{stream=\"orders\",listener=\"risk\"}";

        assertThat(rule.isFiring(samples(series, 1, 0.6), NOW_MS, STEP_MS)).isFalse();
        assertThat(rule.isFiring(samples(series, 0.1, 0.4), NOW_MS, STEP_MS)).isFalse();
    }

    @Test
    void saysWhatItIsAboutAndWhatToDo() {
        assertThat(Rule.all()).allSatisfy(rule -> {
            assertThat(rule.severity()).isIn("critical", "warning", "info");
            assertThat(rule.annotations()).containsOnlyKeys("summary", "description");
        });
    }

    private static Samples samples(String series, double from, double to) {
        var samples = new Samples();
        for (int i = 0; i < STEPS; i++) {
            samples.add(i * STEP_MS, series, from + (to - from) * i / (STEPS - 1));
        }
        return samples;
    }
}
