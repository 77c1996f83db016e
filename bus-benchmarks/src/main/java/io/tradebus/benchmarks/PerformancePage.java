package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;

/** The page of all results, with plots and JSON files in a directory beside it that is named after it. */
final class PerformancePage {
    private static final String COMMAND = "java -jar bus-benchmarks/target/benchmarks.jar ";

    private static final String BARS = """

            ## What is asked for

            Measured is the quotient of the medians of all rounds. That of each single round shows how far these differ: the
            least and the largest of them, and how many there are.

            """;

    private static final String PAGE = "--page";
    private static final String NATIVE_DRIVER = "--aeronmd";

    private final Path file;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder verdicts = new StringBuilder();
    private final StringBuilder sections = new StringBuilder();

    /**
     * @param file the page, a Markdown file
     * @param command what repeats the run
     */
    PerformancePage(Path file, String command, LocalDate date, Machine machine) {
        this.file = file;
        head.append("""
                # Performance

                <!-- Written by a program: changes are lost the next time it runs. -->

                Both implementations did the same work in the same run, in alternating rounds, and medians are set against each
                other: the ratio is what counts, and above 1 it is in favour of this project. Figures of one machine say nothing
                about another. What is measured how is in [bus-benchmarks/README.md](../bus-benchmarks/README.md).
                What is in the way of more is in [performance-limits.md](performance-limits.md).

                ```
                mvn -pl bus-benchmarks -am package -DskipTests
                """);
        head.append(COMMAND).append(command).append("\n```\n\n");
        head.append("- date: ").append(date).append('\n');
        machine.properties()
                .forEach((name, value) -> head.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
    }

    /** Where plots and values are. */
    static Path directoryOf(Path page) {
        String name =
                Objects.requireNonNull(page.getFileName(), "name of the page").toString();
        return page.resolveSibling(name.replaceFirst("\\.md$", ""));
    }

    /** A command line without the places that only the machine of this run has. */
    static String repeatable(String benchmark, String... words) {
        StringBuilder command = new StringBuilder(benchmark);
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals > 0 ? word.substring(0, equals) : word;
            if (!name.equals(PAGE)) {
                command.append(' ').append(name.equals(NATIVE_DRIVER) ? name + "=<file>" : word);
            }
        }
        return command.toString();
    }

    void add(PartReport report) {
        verdicts.append(report.verdicts());
        sections.append(report.section());
    }

    String text() {
        return head + (verdicts.isEmpty() ? "" : BARS + Bar.HEAD + verdicts) + sections;
    }

    /** Writes what there is so far. */
    void write() {
        write(file, text());
    }

    /** Writes a file, and the directory it is in if there is none. */
    static void write(Path file, String content) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Files.createDirectories(Objects.requireNonNull(parent, "directory of a file"));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
