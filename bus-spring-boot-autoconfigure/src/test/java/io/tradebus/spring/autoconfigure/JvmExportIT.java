package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.core.BusTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Applications in JVMs of their own that were started without the export. */
class JvmExportIT {
    private static final long DEADLINE_S = 60;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        public static void main(String[] args) {
            try (var context = SpringApplication.run(Application.class, args)) {
                boolean isConnected =
                        context.getBean(BusTemplate.class).publisher("orders").isConnected();
                System.out.println("published nothing yet, connected=" + isConnected);
            }
        }
    }

    private record Outcome(int status, String output) {}

    @Test
    void startsAndSaysOnceHowToDoItForGood() throws Exception {
        Outcome outcome = run(List.of());

        assertThat(outcome.output()).contains("published nothing yet, connected=false");
        assertThat(outcome.output().lines().filter(line -> line.contains("exported java.base/jdk.internal.misc")))
                .hasSize(1);
        assertThat(outcome.status()).isZero();
    }

    @Test
    void failsWithTheFixWhenItIsForbidden() throws Exception {
        Outcome outcome = run(List.of("-Dbus.jvm.auto-export=never"));

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output())
                .contains("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                .contains("Add-Exports: java.base/jdk.internal.misc")
                .contains("JDK_JAVA_OPTIONS");
    }

    @Test
    void saysNothingWhenItIsExportedAlready() throws Exception {
        Outcome outcome = run(List.of("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"));

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).doesNotContain("exported java.base");
    }

    @Test
    void thePropertyCountsMoreThanTheVariable() {
        assertThat(JvmExport.isAllowed(null, null)).isTrue();
        assertThat(JvmExport.isAllowed(null, "never")).isFalse();
        assertThat(JvmExport.isAllowed("always", "never")).isTrue();
        assertThat(JvmExport.isAllowed("NEVER", null)).isFalse();
    }

    private static Outcome run(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--spring.application.name=export-test",
                "--spring.main.banner-mode=off",
                "--spring.main.web-application-type=none",
                "--bus.tuning=low-cpu",
                "--bus.driver.term-length=64KB",
                "--bus.driver.low-storage-warning=0B",
                "--bus.streams.orders.channel=ipc",
                "--bus.streams.orders.stream-id=1"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
