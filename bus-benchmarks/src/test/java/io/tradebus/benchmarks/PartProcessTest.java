package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartProcessTest {
    private static final int TIMEOUT_S = 60;

    @TempDir
    Path directory;

    private final List<ProcessHandle> processes = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aPartThatDoesNotEndIsEndedWithAllItHasStarted() throws Exception {
        Process part = start(NeverEnding.class);
        ProcessHandle child = childOf(part);

        PartReport report = PartProcess.await(Parts.named("streams"), part, 1, directory);

        assertThat(part.isAlive()).isFalse();
        assertThat(ended(child)).isTrue();
        assertThat(report.section()).contains("## A thousand streams", "Not measured: it took longer than 1 s.");
        assertThat(report.verdicts()).contains("| not measured |").doesNotContain("| met |");
    }

    @Test
    void oneThatDoesNotListenIsEndedByForce() throws Exception {
        Process part = start(Deaf.class);
        ProcessHandle child = childOf(part);

        ChildProcess.endTree(part, 1);

        assertThat(part.isAlive()).isFalse();
        assertThat(ended(child)).isTrue();
    }

    @Test
    void partsMayTakeHalfAsLongAgainAndTheTimeThatProcessesNeed() {
        assertThat(PartProcess.limitSeconds(100)).isEqualTo(180);
        assertThat(PartProcess.limitSeconds(0)).isEqualTo(30);
    }

    private Process start(Class<?> main) throws IOException {
        Process process = new ProcessBuilder(command(main))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process.toHandle());
        return process;
    }

    private static List<String> command(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    /** Each says the process it has started. */
    private ProcessHandle childOf(Process part) throws IOException {
        try (BufferedReader output = part.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            processes.add(child);
            assertThat(child.isAlive()).isTrue();
            return child;
        }
    }

    private static boolean ended(ProcessHandle process) {
        return process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, TIMEOUT_S, TimeUnit.SECONDS)
                .join();
    }

    /** A part that waits for ever, and so does what it has started. */
    static final class NeverEnding {
        private NeverEnding() {}

        public static void main(String[] arguments) throws Exception {
            if (arguments.length == 0) {
                Leftovers.removeAtExit();
                startAnother();
            }
            new CountDownLatch(1).await();
        }

        private static void startAnother() throws IOException {
            List<String> command = new ArrayList<>(command(NeverEnding.class));
            command.add("child");
            System.out.println(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .pid());
        }
    }

    /** One that hangs even when it is told to end, and leaves what it has started alone. */
    static final class Deaf {
        private Deaf() {}

        public static void main(String[] arguments) throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            NeverEnding.startAnother();
            never.await();
        }
    }
}
