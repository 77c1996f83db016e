package io.tradebus.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the user guide, and the blocks of code on them. */
final class GuidePages {
    /** Root of the project, as seen from where a module's tests run. */
    static final Path ROOT = Path.of("..");

    static final Path GUIDE = ROOT.resolve("docs/guide");

    private static final Pattern FENCE =
            Pattern.compile("(?m)(?:^<!-- snippet: (\\S+) -->\\R)?^```(\\w*)\\R((?s:.*?))^```$");

    private GuidePages() {}

    /** All pages, by name. */
    static List<Path> all() {
        return markdown(GUIDE);
    }

    /** All pages, and the README, which has snippets too. */
    static List<Path> withReadme() {
        return Stream.concat(all().stream(), Stream.of(ROOT.resolve("README.md")))
                .toList();
    }

    /** The files with Markdown in a directory, by name. */
    static List<Path> markdown(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("cannot list " + directory, e);
        }
    }

    static String read(Path page) {
        try {
            return Files.readString(page, UTF_8);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + page, e);
        }
    }

    /** All blocks of code in one of these languages, those of the README too. */
    static List<Fence> fences(String... languages) {
        List<String> wanted = List.of(languages);
        return withReadme().stream()
                .flatMap(page -> fences(page).stream())
                .filter(fence -> wanted.contains(fence.language()))
                .toList();
    }

    /** All blocks of code on a page. */
    static List<Fence> fences(Path page) {
        String text = read(page);
        List<Fence> fences = new ArrayList<>();
        Matcher matcher = FENCE.matcher(text);
        while (matcher.find()) {
            int line = 1 + (int) text.substring(0, matcher.start(2)).lines().count() - 1;
            String snippet = matcher.group(1) == null ? "" : matcher.group(1);
            fences.add(new Fence(page.getFileName().toString(), line, matcher.group(2), snippet, matcher.group(3)));
        }
        return fences;
    }

    /** Writes into a page what its snippets are now. */
    static void update(Path page) throws IOException {
        Matcher matcher = FENCE.matcher(read(page));
        String updated = matcher.replaceAll(found -> {
            String snippet = found.group(1);
            String block = snippet == null
                    ? found.group()
                    : "<!-- snippet: " + snippet + " -->\n```" + found.group(2) + "\n" + Regions.text(snippet) + "```";
            return Matcher.quoteReplacement(block);
        });
        Files.writeString(page, updated, UTF_8);
    }
}
