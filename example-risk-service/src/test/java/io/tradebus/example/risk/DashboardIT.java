package io.tradebus.example.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.operations.Dashboard;
import io.tradebus.spring.operations.Evaluation;
import io.tradebus.spring.operations.Rule;
import io.tradebus.spring.operations.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts of docs/operations against both services as processes, as they run in the demo. */
class DashboardIT {
    private static final int SCRAPES = 3;
    private static final long STEP_MS = 60_000;

    /** Messages between two scrapes: more than from one whose handler is timed to the next. */
    private static final int SOME = 130;

    @TempDir
    Path directory;

    private final Samples samples = new Samples();

    /** While orders flow; the server's clock goes on by a minute from one scrape to the next, however soon that is. */
    @BeforeEach
    void scrapeBothServices() throws IOException {
        Path memory = TestMemory.directory();
        String[] channels = FreeChannels.two();
        try (ServiceProcess gateway = start(
                        "gateway",
                        memory,
                        channels,
                        "--gateway.replay.file=" + directory.resolve("orders.csv"),
                        "--gateway.replay.over=300s");
                ServiceProcess risk =
                        start("risk", memory, channels, "--risk.journal=" + directory.resolve("decisions.journal"))) {
            for (ServiceProcess service : List.of(gateway, risk)) {
                double handled = 0;
                for (int i = 0; i < SCRAPES; i++) {
                    String scrape = awaitScrape(service, handled + SOME);
                    handled = handled(scrape);
                    samples.addScrape(i * STEP_MS, service.name(), scrape);
                }
            }
        }
    }

    private ServiceProcess start(String name, Path memory, String[] channels, String... others) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bus.driver.directory=" + memory.resolve(name),
                "--bus.streams.orders.channel=" + channels[0],
                "--bus.streams.decisions.channel=" + channels[1]));
        arguments.addAll(List.of(others));
        Path jar = Path.of(System.getProperty("example." + name + ".jar"));
        return ServiceProcess.start(name, jar, directory, List.of("-XX:TieredStopAtLevel=1"), arguments);
    }

    private static String awaitScrape(ServiceProcess service, double handled) {
        List<String> scrape = new ArrayList<>();
        service.await("messages to be handled", () -> {
            scrape.add(0, service.get("/actuator/prometheus"));
            return handled(scrape.get(0)) >= handled;
        });
        return scrape.get(0);
    }

    private static double handled(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("bus_listener_messages_total") && line.contains("\"success\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void everyPanelHasDataOfBothAndNoCriticalAlertFires() {
        Evaluation now = at((SCRAPES - 1) * STEP_MS);

        // The services tell each other what they have to say, and request nothing.
        assertThat(Dashboard.panels())
                .filteredOn(panel -> !panel.row().equals("Requests and replies"))
                .hasSizeGreaterThan(25)
                .allSatisfy(now::requireData)
                .allSatisfy(panel -> now.requireData(panel, "gateway"))
                .allSatisfy(panel -> now.requireData(panel, "risk"));
        assertThat(Rule.all())
                .filteredOn(rule -> !rule.group().equals("bus-requests"))
                .hasSizeGreaterThan(15)
                .allSatisfy(now::requireKnown);
        // What only warns may be said of a machine that has more to do.
        assertThat(Rule.all())
                .filteredOn(rule -> rule.severity().equals("critical"))
                .isNotEmpty()
                .noneMatch(this::holdsAllTheTime);
    }

    private boolean holdsAllTheTime(Rule rule) {
        return LongStream.range(0, SCRAPES).allMatch(i -> at(i * STEP_MS).holds(rule));
    }

    private Evaluation at(long ms) {
        return new Evaluation(samples, ms);
    }
}
