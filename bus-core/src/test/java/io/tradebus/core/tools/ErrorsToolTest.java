package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.ErrorLogText;
import io.tradebus.core.support.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsToolTest {
    @TempDir
    Path temporary;

    private final ToolScene scene = new ToolScene();
    private final RawClient client = scene.newClient();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void saysThatThereAreNone() {
        assertThat(errors()).isEqualTo("no distinct errors in <directory>/cnc.dat\n");
    }

    @Test
    void showsEachErrorOnceWithHowOftenAndWhenTheLatestFirst() {
        setUp();

        assertThat(errors("--brief")).isEqualTo("""
                2 distinct errors in <directory>/cnc.dat, the latest first

                2 times, last 2023-11-14 22:13:24.000+0000 (2 s ago), first 2023-11-14 22:13:20.000+0000
                  io.tradebus.core.driver.conductor.resource.RequestRefusedException: unresolved - endpoint=nowhere.invalid:1, name-resolver=default

                1 time, 2023-11-14 22:13:22.000+0000 (4 s ago)
                  io.tradebus.core.driver.conductor.resource.RequestRefusedException: unresolved - endpoint=elsewhere.invalid:1, name-resolver=default
                """);
    }

    @Test
    void showsTheWholeTextUnlessToldOtherwise() {
        setUp();

        long brief = errors("--brief").lines().count();

        assertThat(errors().lines().count()).isGreaterThanOrEqualTo(brief);
    }

    @Test
    void readsWhatADriverSavedOfTheOneBefore() throws IOException {
        setUp();
        Path saved = temporary.resolve("driver-2023-error.log");
        try (ControlFile control = ControlFile.mapReadOnly(scene.directory().resolve("cnc.dat"))) {
            Files.writeString(saved, ErrorLogText.print(control.errorLogBuffer(), ZoneOffset.UTC));
        }

        Map<String, Object> fromLog = JsonReader.object(errors("--json"));
        Map<String, Object> fromFile = JsonReader.object(errors("--json", "--file=" + saved));

        assertThat(JsonReader.objects(fromLog, "errors")).hasSize(2);
        assertThat(texts(fromFile)).isEqualTo(texts(fromLog));
    }

    @Test
    void readsACopyOfAControlFile() throws IOException {
        setUp();
        Path copy = Files.copy(scene.directory().resolve("cnc.dat"), temporary.resolve("cnc-of-yesterday.dat"));

        assertThat(JsonReader.object(errors("--json", "--file=" + copy)).get("errors"))
                .isEqualTo(JsonReader.object(errors("--json")).get("errors"));
    }

    @Test
    void refusesAFileThatIsNoErrorLog() throws IOException {
        Path other = Files.writeString(temporary.resolve("notes.txt"), "hello\n");

        ToolRun wrong = new ToolRun(scene::nowMs).of("errors", "--file=" + other);
        ToolRun missing = new ToolRun(scene::nowMs).of("errors", "--file=" + temporary.resolve("none"));

        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err())
                .startsWith("ERROR: the file " + other + " is no error log")
                .hasLineCount(1);
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).startsWith("ERROR: there is no file ").hasLineCount(1);
    }

    /** Two errors, one of them twice. */
    private void setUp() {
        for (String host : List.of("nowhere.invalid", "elsewhere.invalid", "nowhere.invalid")) {
            // An error is the same only if it happens at the same place.
            scene.makeAnError(client, host);
            scene.seconds(2, client);
        }
    }

    private static List<String> texts(Map<String, Object> printed) {
        return JsonReader.objects(printed, "errors").stream()
                .map(error -> error.get("count") + " " + error.get("firstMs") + " " + error.get("lastMs") + " "
                        + error.get("text").toString().strip())
                .toList();
    }

    private String errors(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "--dir=" + scene.directory();
        System.arraycopy(options, 0, arguments, 1, options.length);
        ToolRun run = new ToolRun(scene::nowMs).of("errors", arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out(scene.directory());
    }
}
