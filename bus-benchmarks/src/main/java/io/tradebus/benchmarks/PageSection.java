package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What the page of results says about one benchmark. */
final class PageSection {
    private PageSection() {}

    /**
     * The text about what a benchmark found. Writes its plots and values into a directory beside the page.
     *
     * @param command what repeats the benchmark
     */
    static String write(Part part, String command, BenchmarkResult result, Path directory) {
        StringBuilder text = begin(part);
        Path place = Objects.requireNonNull(directory.getFileName(), "name of the directory");
        result.writeJson(directory);
        int number = 1;
        for (Plot plot : Plot.of(result)) {
            String image = part.name() + "-" + number++ + ".svg";
            PerformancePage.write(directory.resolve(image), SvgPlot.draw(plot));
            text.append("![")
                    .append(plot.title())
                    .append("](")
                    .append(place)
                    .append('/')
                    .append(image)
                    .append(")\n");
        }
        text.append('\n').append(result.table()).append('\n');
        Map<String, String> machine = BenchmarkResult.machine();
        result.conditions().forEach((name, value) -> {
            if (!machine.containsKey(name)) {
                text.append("- ").append(name).append(": ").append(value).append('\n');
            }
        });
        String values = place + "/" + part.name() + ".json";
        text.append("- all values: [")
                .append(values)
                .append("](")
                .append(values)
                .append(")\n");
        text.append("- run: `").append(command).append("`\n");
        return text.toString();
    }

    /** The text about a benchmark that found nothing. */
    static String without(Part part, String reason) {
        return begin(part) + reason + "\n";
    }

    private static StringBuilder begin(Part part) {
        return new StringBuilder("\n## ")
                .append(part.title())
                .append("\n\n")
                .append(part.text())
                .append("\n\n");
    }
}
