package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.ToolScene;
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
