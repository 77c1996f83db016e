package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final int TIMEOUT_S = 60;

    @Test
    void theDriverOfABenchmarkThatIsEndedBySignalEndsWithItAndItsDirectoryIsGone() throws Exception {
        Process benchmark = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Interrupted.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = benchmark.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle driver =
                    ProcessHandle.of(Long.parseLong(valueOf("pid", output))).orElseThrow();
            Path directory = Path.of(valueOf("directory", output));
            assertThat(driver.isAlive()).isTrue();
            assertThat(directory).isDirectory();

            benchmark.destroy();

            assertThat(benchmark.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
            assertThat(ended(driver)).isTrue();
            assertThat(directory.getParent()).doesNotExist();
        } finally {
            benchmark.descendants().forEach(ProcessHandle::destroyForcibly);
            benchmark.destroyForcibly();
        }
    }

    private static boolean ended(ProcessHandle driver) throws Exception {
        try {
            driver.onExit().get(TIMEOUT_S, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            driver.destroyForcibly();
            return false;
        }
    }

    /** The driver writes lines of its own in between. */
    private static String valueOf(String name, BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(name + "=")) {
                return line.substring(name.length() + 1);
            }
        }
        throw new AssertionError("the benchmark ended without " + name);
    }

    /** A benchmark that has a driver and does not end by itself; if the test dies, its input does. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] arguments) throws IOException {
            Leftovers.removeAtExit();
            try (DriverProcess driver = DriverProcess.start(
                    Maker.US, Options.parse("--waiting=backoff").setup(), DriverSettings.NONE)) {
                System.out.println("pid=" + driver.pid());
                System.out.println("directory=" + driver.directory());
                System.in.read();
            }
        }
    }
}
