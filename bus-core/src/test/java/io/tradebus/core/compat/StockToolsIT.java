package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stock tools print for our directory what they print for a stock one, but for numbers, times and versions. */
@Conformance({"SM-85", "DB-101"})
class StockToolsIT {
    private static final Pattern VARYING = Pattern.compile("-?\\d[\\d,.:]*|version=\\S+|commit=\\S+");

    private static Scene ours;
    private static Scene stock;

    @BeforeAll
    static void setScenes() {
        ours = new Scene(DriverProcess.ours(Map.of()));
        stock = new Scene(DriverProcess.stock(Map.of()));
    }

    @AfterAll
    static void endScenes() {
        stock.close();
        ours.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AeronStat", "StreamStat", "BacklogStat", "ErrorStat", "LossStat"})
    void printTheSameForBothDrivers(String tool) {
        assertThat(shapes(ours.printed(tool))).isEqualTo(shapes(stock.printed(tool)));
    }

    /** A driver, and a client that holds a subscription, a publication and a counter. */
    private static final class Scene implements AutoCloseable {
        private final DriverProcess driver;
        private final ChildJvm client;

        Scene(DriverProcess driver) {
            this.driver = driver;
            client = ChildJvm.run(
                    StockClientProgram.class, driver.directoryName(), "idle", "aeron:ipc?alias=tools", "1001");
            client.awaitLine("HOLDING");
            // A client adds its name to the label of its heartbeat in its own time.
            Await.until(
                    "the client has told its name",
                    () -> driver.counters(CounterType.CLIENT_HEARTBEAT.id()).keySet().stream()
                            .anyMatch(label -> label.contains("name=")));
        }

        List<String> printed(String tool) {
            try (ChildJvm run = ChildJvm.start(
                    Map.of(),
                    List.of(
                            "-Daeron.dir=" + driver.directoryName(),
                            "-cp",
                            DriverProcess.STOCK_JAR.toString(),
                            "io.aeron.samples." + tool,
                            "watch=false"))) {
                assertThat(run.awaitExit())
                        .as(() -> String.join("\n", run.output()))
                        .isZero();
                return run.output().stream()
                        .map(line -> line.replace(driver.directoryName(), "<directory>"))
                        .toList();
            }
        }

        @Override
        public void close() {
            client.close();
            driver.close();
        }
    }

    private static TreeSet<String> shapes(List<String> lines) {
        TreeSet<String> shapes = new TreeSet<>();
        lines.forEach(line -> shapes.add(VARYING.matcher(line).replaceAll("#").replaceAll("\\s+", " ")));
        return shapes;
    }
}
