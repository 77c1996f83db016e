package io.tradebus.spring.test.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the user guide shows about testing is in the sources of this package, which are compiled and run. */
class TestingGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "user-guide.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "io", "tradebus", "spring", "test", "guide");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## Testing$(.*?)^## ");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```java$(.*?)^```$");

    @Test
    void eachSnippetIsCompiled() throws IOException {
        String sources = sources();
        List<String> snippets = snippets();

        assertThat(snippets).hasSizeGreaterThan(4);
        assertThat(snippets).allSatisfy(snippet -> assertThat(sources).contains(snippet));
    }

    private static List<String> snippets() throws IOException {
        Matcher section = SECTION.matcher(Files.readString(GUIDE));
        assertThat(section.find()).isTrue();
        List<String> snippets = new ArrayList<>();
        Matcher snippet = SNIPPET.matcher(section.group(1));
        while (snippet.find()) {
            snippets.add(withoutIndentation(snippet.group(1)));
        }
        return snippets;
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                all.append(withoutIndentation(Files.readString(file))).append('\n');
            }
        }
        return all.toString();
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
