package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts in JVMs that lack something: the export that the buffers need, or the libraries that are optional. */
class StartInAnotherJvmIT {
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final List<String> OPTIONAL = List.of(
            "actuator", "health", "micrometer", "jackson", "webmvc", "tomcat", "spring-web", "servlet", "starter-test");

    @TempDir
    private Path directory;

    private record Outcome(int exitCode, String output) {}

    @Test
    void failsWithTheFlagTheManifestEntryAndTheVariableWithoutTheExport() throws Exception {
        Outcome outcome = start(List.of(), Map.of("BUS_JVM_AUTO_EXPORT", "never"), List.of());

        assertThat(outcome.output())
                .contains("APPLICATION FAILED TO START")
                .contains("jdk.internal.misc, which this JVM")
                .contains("start java with " + EXPORT)
                .contains("Add-Exports: java.base/jdk.internal.misc")
                .contains("JDK_JAVA_OPTIONS=" + EXPORT)
                .doesNotContain(StartedApplication.STARTED);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void startsWithNoneOfTheOptionalLibraries() throws Exception {
        Outcome outcome = start(List.of(EXPORT), Map.of(), OPTIONAL);

        assertThat(outcome.output()).contains(StartedApplication.STARTED);
        assertThat(outcome.exitCode()).isZero();
    }

    private Outcome start(List<String> jvmArguments, Map<String, String> environment, List<String> without)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath(without), StartedApplication.class.getName()));
        command.addAll(arguments());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private List<String> arguments() {
        return Stream.of(
                        "spring.main.web-application-type=none",
                        "spring.main.banner-mode=off",
                        "bus.tuning=low-cpu",
                        "bus.driver.term-length=64KB",
                        "bus.driver.directory=" + directory.resolve("driver"),
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1001")
                .map(property -> "--" + property)
                .toList();
    }

    private static String classPath(List<String> without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> without.stream()
                        .noneMatch(
                                name -> Path.of(entry).getFileName().toString().contains(name)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
