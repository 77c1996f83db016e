package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.format.control.ControlFileLengths;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminateToolTest {
    private final ToolScene scene = new ToolScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void returnsWhenTheDriverHasEnded() {
        int[] pauses = {0};

        ToolRun run = new ToolRun(scene::nowMs)
                .pause(ms -> {
                    scene.run();
                    if (++pauses[0] == 3) {
                        scene.close();
                    }
                    return true;
                })
                .of("terminate", "--dir=" + scene.directory());

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("driver " + ProcessHandle.current().pid() + " has ended after 0 ms\n");
        assertThat(pauses[0]).isEqualTo(3);
    }

    @Test
    void saysThatADriverThatGoesOnDeniesIt() {
        ToolRun run = new ToolRun(scene::nowMs)
                .pause(ms -> {
                    scene.seconds(1);
                    return true;
                })
                .of("terminate", "--dir=" + scene.directory(), "--timeout=5s", "--token=secret");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("ERROR: the driver in " + scene.directory() + ", pid ")
                .contains("goes on after 5 s: its configuration denies termination")
                .contains("aeron.driver.termination.validator=allow")
                .hasLineCount(1);
    }

    @Test
    void doesNotTakeTheNextDriverForTheOneThatEnded() {
        ToolRun run = new ToolRun(scene::nowMs)
                .pause(ms -> {
                    delete(scene.directory());
                    driverOf(ProcessHandle.current().pid()).close();
                    return true;
                })
                .of("terminate", "--dir=" + scene.directory());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("driver " + ProcessHandle.current().pid() + " has ended");
    }

    @Test
    void noticesThatTheProcessIsGoneWhateverTheFileSays() throws IOException {
        delete(scene.directory());
        Process process = new ProcessBuilder("sleep", "600").start();
        try (ControlFile file = driverOf(process.pid())) {
            ToolRun run = new ToolRun(scene::nowMs)
                    .pause(ms -> {
                        process.destroyForcibly().onExit().join();
                        return true;
                    })
                    .of("terminate", "--dir=" + scene.directory());

            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(file.heartbeatMs()).isEqualTo(scene.nowMs());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void asksADriverThatIsSilentForLongerThanUsualWhenItIsTold() {
        ToolRun run = new ToolRun(() -> scene.nowMs() + 30_000)
                .pause(ms -> {
                    scene.close();
                    return true;
                })
                .of("terminate", "--dir=" + scene.directory(), "--driver-timeout=60s");

        assertThat(run.status()).isZero();
    }

    /** A control file as a driver has it that started just now, in a directory that has none. */
    private ControlFile driverOf(long pid) {
        ControlFile file = ControlFile.create(
                scene.directory(), ControlFileLengths.DEFAULT, 10_000_000_000L, scene.nowMs() + 1, pid);
        new ManyToOneRingBuffer(file.toDriverBuffer()).consumerHeartbeatTime(scene.nowMs());
        file.publishVersion();
        return file;
    }

    private static void delete(Path directory) {
        IoUtil.deleteIfExists(new DriverDirectory(directory).controlFile().toFile());
    }

    @Test
    void doesNothingWhereNoDriverIsRunning() {
        ToolRun run = new ToolRun(() -> scene.nowMs() + 60_000).of("terminate", "--dir=" + scene.directory());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("ERROR: no driver is running in " + scene.directory())
                .hasLineCount(1);
    }

    @Test
    void takesATokenOfAtMostFourKibibytes() {
        ToolRun run =
                new ToolRun(scene::nowMs).of("terminate", "--dir=" + scene.directory(), "--token=" + "x".repeat(4097));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("ERROR: --token must be at most 4096 characters, but has 4097\n");
    }
}
