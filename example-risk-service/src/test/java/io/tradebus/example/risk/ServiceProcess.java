package io.tradebus.example.risk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** One of the two services as a process of its own, started from its jar as a user does. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final String name;
    private final Process process;
    private final Path log;
    private final Path portFile;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServiceProcess(String name, Process process, Path log, Path portFile) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.portFile = portFile;
    }

    static ServiceProcess start(String name, Path jar, Path directory, List<String> arguments) {
        return start(name, jar, directory, List.of(), arguments);
    }

    static ServiceProcess start(
            String name, Path jar, Path directory, List<String> jvmOptions, List<String> arguments) {
        Path log = directory.resolve(name + ".log");
        Path portFile = directory.resolve(name + ".port");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString(), "--server.port=0"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PORTFILE", portFile.toString());
        try {
            return new ServiceProcess(name, builder.start(), log, portFile);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String name() {
        return name;
    }

    /** SIGKILL: no handler runs, nothing is said good-bye to. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    void await(String what, BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited " + PATIENCE + " for " + what + "; log of " + name + ":\n" + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** A value in the answer of {@code /actuator/health}, or the empty text while there is none. */
    String health(String pointer) {
        String answer = get("/actuator/health");
        return answer.isEmpty()
                ? ""
                : new JsonMapper().readTree(answer).at(pointer).asString("");
    }

    /** What the service answers, whatever the status, or the empty text while it does not. */
    String get(String path) {
        if (!Files.exists(portFile)) {
            return "";
        }
        try {
            String port = Files.readString(portFile).strip();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .handle((response, failure) -> failure == null ? response.body() : "")
                    .join();
        } catch (IOException | IllegalArgumentException notWrittenYet) {
            return "";
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<String> logLines(String text) {
        return log().lines().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }
}
