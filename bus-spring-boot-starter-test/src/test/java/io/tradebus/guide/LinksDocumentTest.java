package io.tradebus.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Links between documents lead somewhere: to a file that is there, and to a heading in it. The table of conformance points
 * is made of quotations, whose links are those of where they stand.
 */
class LinksDocumentTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern JAVADOC = Pattern.compile("docs/([a-z0-9/-]+\\.md)(#[a-z0-9_-]+)?");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]*`");

    @Test
    void linksOfDocumentsLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(CODE.matcher(GuidePages.read(document)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                boolean isElsewhere = target.contains("://") || target.startsWith("mailto:");
                if (!isElsewhere && !isThere(document, target)) {
                    broken.add(document + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void documentsThatSourcesNameAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path source : sources()) {
            Matcher named = JAVADOC.matcher(GuidePages.read(source));
            while (named.find()) {
                Path document = GuidePages.ROOT.resolve("docs").resolve(named.group(1));
                String section = named.group(2);
                if (!Files.exists(document)
                        || (section != null && !sections(document).contains(section.substring(1)))) {
                    broken.add(source + ": " + named.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void eachPageOfTheGuideIsInItsContents() {
        String contents = GuidePages.read(GuidePages.GUIDE.resolve("README.md"));

        assertThat(GuidePages.all()).allSatisfy(page -> {
            String name = page.getFileName().toString();
            assertThat(name.equals("README.md") || contents.contains("](" + name + ")"))
                    .as("%s is in the contents", name)
                    .isTrue();
        });
    }

    private static boolean isThere(Path document, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path path = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(path)
                && (hash < 0
                        || !path.toString().endsWith(".md")
                        || anchors(path).contains(target.substring(hash + 1)));
    }

    /** The anchors that headings have on the usual sites: lower case, no punctuation, hyphens for spaces. */
    private static Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        Matcher heading = HEADING.matcher(GuidePages.read(document));
        while (heading.find()) {
            anchors.add(anchor(heading.group(1)));
        }
        return anchors;
    }

    /** Sources name sections without their numbers, which change. */
    private static Set<String> sections(Path document) {
        Set<String> sections = new HashSet<>();
        Matcher heading = HEADING.matcher(GuidePages.read(document));
        while (heading.find()) {
            sections.add(anchor(heading.group(1).replaceFirst("^[0-9.]+ ", "")));
        }
        return sections;
    }

    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<Path> documents() {
        List<Path> documents = new ArrayList<>(GuidePages.all());
        documents.addAll(GuidePages.markdown(GuidePages.ROOT));
        documents.addAll(GuidePages.markdown(GuidePages.ROOT.resolve("docs")));
        documents.addAll(GuidePages.markdown(GuidePages.ROOT.resolve("docs/adr")));
        documents.remove(GuidePages.ROOT.resolve("docs/conformance.md"));
        return documents;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(GuidePages.ROOT)) {
            for (Path module : modules.map(directory -> directory.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
