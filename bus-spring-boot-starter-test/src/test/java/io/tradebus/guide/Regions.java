package io.tradebus.guide;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tagged regions of the sources in this package and those below. */
final class Regions {
    private static final Path SOURCES = Path.of("src/test/java/io/tradebus/guide");

    private Regions() {}

    /**
     * The lines of a region, without the indentation that all of them have, without tags, and each ended.
     *
     * @param snippet source without ending, and region, such as {@code listeners/OrderDesk#desk}
     */
    static String text(String snippet) {
        String[] parts = snippet.split("#");
        if (parts.length != 2) {
            throw new AssertionError("a snippet is named source#region, but one is " + snippet);
        }
        Path source = SOURCES.resolve(parts[0] + ".java");
        List<String> region = new ArrayList<>();
        boolean isInside = false;
        boolean wasFound = false;
        for (String line : GuidePages.read(source).lines().toList()) {
            String tag = line.strip();
            if (tag.equals("// tag::" + parts[1] + "[]")) {
                isInside = true;
                wasFound = true;
            } else if (tag.equals("// end::" + parts[1] + "[]")) {
                isInside = false;
            } else if (isInside && !tag.startsWith("// tag::") && !tag.startsWith("// end::")) {
                region.add(line);
            }
        }
        if (!wasFound || isInside) {
            throw new AssertionError(source + " has no region " + parts[1] + ", or does not end it");
        }
        return withoutIndentation(region);
    }

    private static String withoutIndentation(List<String> lines) {
        int indentation = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "\n" : line.substring(indentation) + "\n")
                .collect(Collectors.joining());
    }
}
