package io.tradebus.benchmarks;

import io.tradebus.benchmarks.node.NodeMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.IoUtil;

/** A {@link NodeMain} in a process of its own. */
final class NodeProcess implements AutoCloseable {
    private final Path parent;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private NodeProcess(Path parent, Process process) {
        this.parent = parent;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    static NodeProcess start(Maker maker, String role, String sendTo, String receiveFrom) {
        Path parent = DriverDirectories.create("node-" + maker.key());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName(),
                maker.key(),
                role,
                parent.resolve("driver").toString(),
                sendTo,
                receiveFrom);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("AERON_"));
            return new NodeProcess(parent, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of the answer to a line. */
    double[] ask(String question) {
        List<String> others = new ArrayList<>();
        try {
            questions.write(question + "\n");
            questions.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(NodeMain.MARK)) {
                    return numbers(line.substring(NodeMain.MARK.length()));
                }
                others.add(line);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + question + ": " + String.join("\n", others), e);
        }
        throw new IllegalStateException("no answer to " + question + ": " + String.join("\n", others));
    }

    static double[] numbers(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        ChildProcess.awaitEnd(process);
        IoUtil.delete(parent.toFile(), true);
    }
}
