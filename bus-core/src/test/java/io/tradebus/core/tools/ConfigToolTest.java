package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.support.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigToolTest {
    @TempDir
    Path temporary;

    @Test
    void saysWhereEachSettingComesFromAndWhatIsUnknownOrWithoutEffect() throws IOException {
        Path file = Files.writeString(temporary.resolve("driver.properties"), "aeron.mtu.length=2048\n");
        ToolRun run = new ToolRun(() -> 0)
                .environment(Map.of("AERON_IPC_TERM_BUFFER_LENGTH", "131072", "AERON_TERM_BUFFER_LENGTH", "65536"))
                .properties(Map.of("aeron.term.buffer.length", "256k", "aeron.mtu.length", "4096"))
                .of("config", "--dir=" + temporary, file.toString(), "-Daeron.ipc.mtu.lenght=8k");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(counted(run.out().replace(temporary.toString(), "<directory>")))
                .isEqualTo("""
                compared with no driver: no driver is running in <directory>: it has no cnc.dat; start one there, or name its directory with --dir

                settings
                  aeron.term.buffer.length      262144  system property
                  aeron.ipc.term.buffer.length  131072  environment AERON_IPC_TERM_BUFFER_LENGTH
                  aeron.mtu.length              2048    <directory>/driver.properties
                  <n> have their default; --all shows them

                WARNING: unknown setting aeron.ipc.mtu.lenght, did you mean aeron.ipc.mtu.length?
                """);
    }

    @Test
    void showsAllSettingsWhenAsked() {
        ToolRun run = new ToolRun(() -> 0).of("config", "--dir=" + temporary, "--all");

        DriverOptions.all().forEach(option -> assertThat(run.out()).contains("  " + option.property()));
    }

    @Test
    void comparesWithWhatARunningDriverShows() {
        try (ToolScene scene = new ToolScene()) {
            ToolRun run = new ToolRun(scene::nowMs)
                    .of("config", "--dir=" + scene.directory(), "-Daeron.client.liveness.timeout=12s");

            assertThat(counted(run.out(scene.directory()))).isEqualTo("""
                    compared with the driver of <directory>

                    settings
                      aeron.client.liveness.timeout  12s  argument -D
                      <n> have their default; --all shows them

                    what the driver shows of its own
                      aeron.conductor.buffer.length           1049344
                      aeron.clients.buffer.length             1048704
                      aeron.counters.buffer.length            1048576  differs: these settings say 8388608
                      aeron.error.buffer.length               4194304
                      aeron.loss.report.buffer.length         1048576
                      aeron.file.page.size                    4096
                      aeron.client.liveness.timeout           10s      differs: these settings say 12s
                      aeron.threading.mode                    INVOKER  differs: these settings say DEDICATED
                      aeron.driver.conductor.cycle.threshold  100ms
                      aeron.driver.sender.cycle.threshold     100ms
                      aeron.driver.receiver.cycle.threshold   100ms
                      aeron.name.resolver.threshold           5s
                    """);
        }
    }

    @Test
    void givesScriptsTheSameAsJson() {
        try (ToolScene scene = new ToolScene()) {
            ToolRun run = new ToolRun(scene::nowMs)
                    .of("config", "--dir=" + scene.directory(), "--json", "-Daeron.threading.mode=SHARED");

            Map<String, Object> printed = JsonReader.object(run.out());
            List<Map<String, Object>> settings = JsonReader.objects(printed, "settings");
            assertThat(settings).hasSize(DriverOptions.all().size());
            assertThat(settings)
                    .filteredOn(setting -> setting.get("name").equals("aeron.threading.mode"))
                    .singleElement()
                    .satisfies(setting -> assertThat(setting)
                            .containsEntry("value", "SHARED")
                            .containsEntry("default", "DEDICATED")
                            .containsEntry("origin", "argument -D")
                            .containsEntry("running", "INVOKER")
                            .containsEntry("environmentName", "AERON_THREADING_MODE"));
            assertThat(printed).containsEntry("warnings", List.of()).doesNotContainKey("noDriver");
        }
    }

    @Test
    void refusesAValueThatADriverWouldRefuse() {
        ToolRun run = new ToolRun(() -> 0).of("config", "-Daeron.mtu.length=1500");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("ERROR: ").contains("1500").hasLineCount(1);
    }

    /** How many settings there are is none of this test's matters. */
    private static String counted(String printed) {
        return printed.replaceAll("\\d+ have their default", "<n> have their default");
    }
}
