package io.tradebus.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the user guide to the sources of this package. Run with {@code -Ddocs.update=true} to write the regions that its
 * pages name into them.
 */
class GuideDocumentTest {
    private static final Set<String> LANGUAGES = Set.of("java", "yaml", "xml", "json", "sh", "text");

    private static final Path ANSWER = Path.of("../bus-spring-boot-autoconfigure/src/test/resources/io/tradebus/spring/"
            + "autoconfigure/endpoint/bus.json");

    @BeforeAll
    static void update() throws Exception {
        if (Boolean.getBoolean("docs.update")) {
            for (Path page : GuidePages.withReadme()) {
                GuidePages.update(page);
            }
        }
    }

    @Test
    void eachBlockSaysWhatItIs() {
        for (Path page : GuidePages.all()) {
            assertThat(GuidePages.fences(page))
                    .allSatisfy(fence -> assertThat(LANGUAGES).contains(fence.language()));
        }
    }

    @Test
    void javaIsWhatIsCompiledHere() {
        List<Fence> all = GuidePages.fences("java");

        assertThat(all).hasSizeGreaterThan(20);
        assertThat(all)
                .allSatisfy(fence -> assertThat(fence.snippet())
                        .as("name the source: <!-- snippet: page/Class#region -->")
                        .isNotEmpty());
        assertThat(all)
                .allSatisfy(fence -> assertThat(fence.text())
                        .as("%s; run with -Ddocs.update=true to write it", fence.place())
                        .isEqualTo(Regions.text(fence.snippet())));
    }

    @Test
    void jsonIsJson() {
        JsonMapper json = JsonMapper.builder().build();

        assertThat(GuidePages.fences("json"))
                .allSatisfy(fence ->
                        assertThat(json.readTree(fence.text()).isContainer()).isTrue());
    }

    /** Against the answer that the endpoint's own test holds it to. */
    @Test
    void whatTheEndpointShowsIsWhatItAnswers() {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode shown = json.readTree(GuidePages.fences("json").stream()
                .filter(fence -> fence.page().equals("operations.md"))
                .findFirst()
                .orElseThrow()
                .text());
        JsonNode answered = json.readTree(GuidePages.read(ANSWER));

        assertThat(names(shown, "")).isSubsetOf(names(answered, ""));
    }

    /** Paths of all fields; streams and listeners have other names there. */
    private static Set<String> names(JsonNode node, String path) {
        Set<String> names = new TreeSet<>();
        boolean isNamed = path.equals("/streams") || path.equals("/listeners");
        node.propertyStream().forEach(field -> {
            String below = path + "/" + (isNamed ? "*" : field.getKey());
            names.add(below);
            names.addAll(names(field.getValue(), below));
        });
        return names;
    }
}
