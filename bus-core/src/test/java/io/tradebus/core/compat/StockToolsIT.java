package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stock tools print for our directory what they print for a stock one, but for numbers, times and versions. */
@Conformance({"SM-85", "DB-101"})
class StockToolsIT {
    private static final Pattern VARYING = Pattern.compile("-?\\d[\\d,.:]*|version=\\S+|commit=\\S+");

    @ParameterizedTest
    @ValueSource(strings = {"AeronStat", "StreamStat", "BacklogStat", "ErrorStat", "LossStat"})
    void printTheSameForBothDrivers(String tool) {
        List<String> ours = printed(tool, DriverProcess.ours(Map.of()));
        List<String> stock = printed(tool, DriverProcess.stock(Map.of()));

        assertThat(shapes(ours)).isEqualTo(shapes(stock));
    }

    /** What the tool prints while one client holds a subscription, a publication and a counter, and one command failed. */
    private static List<String> printed(String tool, DriverProcess driver) {
        try (driver;
                ChildJvm client = ChildJvm.run(
                        StockClientProgram.class, driver.directoryName(), "idle", "aeron:ipc?alias=tools", "1001")) {
            client.awaitLine("HOLDING");
            Await.until("the client has told its name", () -> driver.hasLabel("name=stock-peer"));
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
    }

    private static TreeSet<String> shapes(List<String> lines) {
        TreeSet<String> shapes = new TreeSet<>();
        lines.forEach(line -> shapes.add(VARYING.matcher(line).replaceAll("#").replaceAll("\\s+", " ")));
        return shapes;
    }
}
