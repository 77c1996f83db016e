package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.config.DefaultDirectory;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private final Tool tool = new StatTool();

    @Test
    void takesTheDirectoryFromTheOptionThenThePropertyThenTheEnvironment() {
        Map<String, String> environment = Map.of("AERON_DIR", "/e");
        Map<String, String> properties = Map.of("aeron.dir", "/p");

        assertThat(parse("--dir=/o").directory(around(environment, properties))).isEqualTo(Path.of("/o"));
        assertThat(parse().directory(around(environment, properties))).isEqualTo(Path.of("/p"));
        assertThat(parse().directory(around(environment, Map.of()))).isEqualTo(Path.of("/e"));
        assertThat(parse().directory(around(Map.of(), Map.of()))).isEqualTo(DefaultDirectory.path());
    }

    @Test
    void watchesEverySecondUnlessToldOtherwise() {
        assertThat(parse().count()).isEqualTo(1);
        assertThat(parse("--watch").intervalMs()).isEqualTo(1_000);
        assertThat(parse("--watch").count()).isEqualTo(Long.MAX_VALUE);
        assertThat(parse("--watch=250ms", "--count=3").intervalMs()).isEqualTo(250);
        assertThat(parse("--count=3").isWatching()).isTrue();
        assertThat(parse("--count=3").count()).isEqualTo(3);
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        refuses("unknown option --wach, did you mean --watch?", "--wach");
        refuses("unexpected argument 'all'", "all");
        refuses("--dir needs a value: --dir=<directory>", "--dir");
        refuses("--json takes no value", "--json=yes");
        assertThatThrownBy(() -> parse("--watch=soon").intervalMs())
                .hasMessage("--watch must be a duration such as 500ms or 60s, but was soon");
        assertThatThrownBy(() -> parse("--watch=1ms").intervalMs())
                .hasMessage("--watch must be at least 10ms, but was 1ms");
        assertThatThrownBy(() -> parse("--driver-timeout=10000").driverTimeoutMs())
                .hasMessage("--driver-timeout must be at least 1ms, but was 10000; a number without a unit is"
                        + " nanoseconds");
        assertThatThrownBy(() -> parse("--count=0").count()).hasMessage("--count must be a number above 0, but was 0");
        assertThatThrownBy(() -> parse("--channel=[").filter())
                .hasMessageStartingWith("--channel must be a regular expression, but [ is none: ");
    }

    @Test
    void everyToolHasAHelpWithItsOptions() {
        for (String word : List.of("stat", "streams", "backlog", "errors", "loss", "terminate", "config")) {
            ToolRun run = new ToolRun(() -> 0).of(word, "--help");

            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .startsWith("usage: java -jar bus-driver.jar " + word)
                    .contains("--dir=<directory>");
            assertThat(Tools.overview()).contains("  " + word);
        }
        assertThat(Tools.find("./stat")).isNull();
        assertThat(Tools.find("driver.properties")).isNull();
    }

    private void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(ToolException.class)
                .hasMessage(message);
    }

    private Arguments parse(String... arguments) {
        return Arguments.parse(tool, List.of(arguments));
    }

    private static Surroundings around(Map<String, String> environment, Map<String, String> properties) {
        return new Surroundings(
                System.out, System.err, () -> 0, ZoneOffset.UTC, ms -> false, null, environment, properties);
    }
}
