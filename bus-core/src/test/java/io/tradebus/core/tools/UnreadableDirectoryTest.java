package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.format.control.ControlFileLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.SemanticVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is said in one sentence, with what to do about it, and status 1. */
class UnreadableDirectoryTest {
    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(strings = {"stat", "streams", "backlog", "errors", "loss", "terminate"})
    void isMissing(String tool) {
        assertThat(problem(tool, parent.resolve("none")))
                .startsWith("there is no directory " + parent.resolve("none"))
                .contains("--dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "streams", "backlog", "errors", "terminate"})
    void isEmpty(String tool) {
        assertThat(problem(tool, parent)).startsWith("no driver is running in " + parent + ": it has no cnc.dat");
    }

    @Test
    void hasNoLossReport() {
        assertThat(problem("loss", parent)).startsWith("there is no " + parent.resolve("loss-report.dat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "streams", "backlog", "errors", "terminate"})
    void hasAControlFileThatIsCutOff(String tool) throws IOException {
        try (ToolScene scene = new ToolScene()) {
            Path copy = copyOf(scene);
            try (RandomAccessFile file =
                    new RandomAccessFile(copy.resolve("cnc.dat").toFile(), "rw")) {
                file.setLength(BufferConfig.DEFAULT.conductorLength());
            }

            assertThat(problem(tool, copy))
                    .contains("is damaged: its 1049344 bytes")
                    .contains("start the driver again");
        }
    }

    @Test
    void hasAControlFileThatHasHardlyBegun() throws IOException {
        Files.write(parent.resolve("cnc.dat"), new byte[64]);

        assertThat(problem("stat", parent)).contains("64 bytes only").contains("may just be creating it");
    }

    @Test
    void hasADriverThatIsOnlyStarting() throws IOException {
        Files.write(parent.resolve("cnc.dat"), new byte[4096]);

        assertThat(problem("stat", parent)).contains("is only starting, or has died while it did");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "streams", "backlog", "errors", "terminate"})
    void hasAControlFileOfAnotherVersion(String tool) throws IOException {
        try (ToolScene scene = new ToolScene()) {
            Path copy = copyOf(scene);
            int version = Integer.reverseBytes(SemanticVersion.compose(9, 1, 0));
            try (RandomAccessFile file =
                    new RandomAccessFile(copy.resolve("cnc.dat").toFile(), "rw")) {
                file.writeInt(version);
            }

            assertThat(problem(tool, copy)).contains("has version 9.1.0, and this program reads 0.x.x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "streams", "backlog"})
    void isShownAndCalledDeadWhenItsDriverIs(String tool) {
        try (ToolScene scene = new ToolScene()) {
            RawClient client = scene.newClient();
            client.addPublication("aeron:ipc", 1001);
            scene.run();

            ToolRun run = new ToolRun(() -> scene.nowMs() + 60_000).of(tool, "--dir=" + scene.directory());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).contains("NOT RUNNING: it has given no sign of life for 1 min");
            assertThat(run.err())
                    .isEqualTo("ERROR: the driver in " + scene.directory()
                            + " has given no sign of life for 1 min: it has crashed or hangs, this is what it left;"
                            + " start it again, or name another directory with --dir\n");
        }
    }

    @Test
    void survivesRubbishInTheCounters() throws IOException {
        try (ToolScene scene = new ToolScene()) {
            scene.newClient().addPublication("aeron:ipc", 1001);
            scene.run();
            Path copy = copyOf(scene);
            try (RandomAccessFile file =
                    new RandomAccessFile(copy.resolve("cnc.dat").toFile(), "rw")) {
                byte[] rubbish = new byte[4096 - 64];
                java.util.Arrays.fill(rubbish, (byte) 0x7F);
                // Keys and labels of the first eight counters; their states stay what they are.
                for (int id = 40; id < 50; id++) {
                    file.seek(counterMetadataOffset() + id * 512L + 16);
                    file.write(rubbish, 0, 512 - 16);
                }
            }

            for (String tool : List.of("stat", "streams", "backlog")) {
                ToolRun run = new ToolRun(scene::nowMs).of(tool, "--dir=" + copy);
                assertThat(run.status()).as(tool).isZero();
            }
        }
    }

    private static long counterMetadataOffset() {
        return ControlFileLayout.METADATA_LENGTH
                + BufferConfig.DEFAULT.conductorLength()
                + (long) BufferConfig.DEFAULT.clientsLength();
    }

    private Path copyOf(ToolScene scene) throws IOException {
        try (Stream<Path> files = Files.list(scene.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, parent.resolve(file.getFileName()));
            }
        }
        return parent;
    }

    private static String problem(String tool, Path directory) {
        ToolRun run = new ToolRun(() -> 1_700_000_000_000L).of(tool, "--dir=" + directory);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ERROR: ").endsWith("\n").hasLineCount(1);
        return run.err().substring("ERROR: ".length());
    }
}
