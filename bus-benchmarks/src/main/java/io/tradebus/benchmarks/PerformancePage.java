package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

/** The page of all results, with plots and JSON files in a directory beside it that is named after it. */
final class PerformancePage {
    private static final String COMMAND = "java -jar bus-benchmarks/target/benchmarks.jar ";

    private final Path file;
    private final Path directory;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param file the page, a Markdown file
     * @param command what repeats the run
     */
    PerformancePage(Path file, String command, LocalDate date, Machine machine) {
        this.file = file;
        String name =
                Objects.requireNonNull(file.getFileName(), "name of the page").toString();
        directory = file.resolveSibling(name.replaceFirst("\\.md$", ""));
        text.append("""
                # Performance

                <!-- Written by a program: changes are lost the next time it runs. -->

                Both implementations did the same work in the same run, in alternating rounds, and medians are set against each
                other: the ratio is what counts, and above 1 it is in favour of this project. Figures of one machine say nothing
                about another. What is measured how is in [bus-benchmarks/README.md](../bus-benchmarks/README.md).

                ```
                mvn -pl bus-benchmarks -am package -DskipTests
                """);
        text.append(COMMAND).append(command).append("\n```\n\n");
        text.append("- date: ").append(date).append('\n');
        appendList(machine.properties().entrySet());
    }

    /**
     * Adds a section with what a benchmark found, and writes its plots and values.
     *
     * @param command what repeats this one
     */
    void add(Part part, String command, BenchmarkResult result) {
        beginSection(part);
        result.writeJson(directory);
        int number = 1;
        for (Plot plot : Plot.of(result)) {
            String image = part.name() + "-" + number++ + ".svg";
            write(directory.resolve(image), SvgPlot.draw(plot));
            text.append(String.format("![%s](%s/%s)%n", plot.title(), directory.getFileName(), image));
        }
        text.append('\n').append(result.table()).append('\n');
        appendList(result.conditions().entrySet().stream()
                .filter(condition -> !BenchmarkResult.machine().containsKey(condition.getKey()))
                .toList());
        String values = directory.getFileName() + "/" + part.name() + ".json";
        text.append("- all values: [")
                .append(values)
                .append("](")
                .append(values)
                .append(")\n");
        text.append("- run: `").append(command).append("`\n");
    }

    /** Adds a section that says why there is nothing in it. */
    void addFailure(Part part, RuntimeException failure) {
        beginSection(part);
        text.append("This could not be measured: ").append(failure.getMessage()).append(".\n");
    }

    private void beginSection(Part part) {
        text.append("\n## ")
                .append(part.title())
                .append("\n\n")
                .append(part.text())
                .append("\n\n");
    }

    private void appendList(Iterable<? extends Map.Entry<String, String>> entries) {
        entries.forEach(entry -> text.append("- ")
                .append(entry.getKey())
                .append(": ")
                .append(entry.getValue())
                .append('\n'));
    }

    String text() {
        return text.toString();
    }

    /** Writes what there is so far. */
    void write() {
        write(file, text());
    }

    private static void write(Path file, String content) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Files.createDirectories(Objects.requireNonNull(parent, "directory of a file"));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
