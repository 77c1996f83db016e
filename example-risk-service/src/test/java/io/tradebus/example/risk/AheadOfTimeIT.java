package io.tradebus.example.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service from its jar, which was processed ahead of time: with what was written then, and without. */
class AheadOfTimeIT {
    private static final Path JAR = Path.of(Objects.requireNonNull(System.getProperty("example.risk.jar")));

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startsListensAndPublishes(boolean isAheadOfTime) {
        String[] channels = FreeChannels.two();
        List<String> arguments = List.of(
                "--bus.streams.orders.channel=" + channels[0],
                "--bus.streams.decisions.channel=" + channels[1],
                "--bus.driver.directory=" + directory.resolve("driver"),
                "--risk.journal=" + directory.resolve("journal"));
        try (ServiceProcess risk = ServiceProcess.start(
                "risk", JAR, directory, List.of("-Dspring.aot.enabled=" + isAheadOfTime), arguments)) {
            risk.await(
                    "the driver",
                    () -> risk.health("/components/bus/components/driver/status")
                            .equals("UP"));

            assertThat(risk.logLines("Starting AOT-processed RiskServiceApplication"))
                    .hasSize(isAheadOfTime ? 1 : 0);
            for (String line : List.of("risk-check: started on orders", "1002]: publication open")) {
                risk.await(line, () -> !risk.logLines(line).isEmpty());
                assertThat(risk.logLines(line)).hasSize(1);
            }
        }
    }
}
