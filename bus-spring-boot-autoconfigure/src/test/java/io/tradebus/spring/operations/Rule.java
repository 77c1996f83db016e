package io.tradebus.spring.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * An alert.
 *
 * @param group what alerts it stands among
 * @param lasting how long the expression must hold
 */
public record Rule(
        String group,
        String name,
        String expression,
        Duration lasting,
        String severity,
        Map<String, String> annotations) {
    @SuppressWarnings("unchecked")
    public static List<Rule> all() {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Operations.read("alerts.yaml"));
        List<Rule> rules = new ArrayList<>();
        for (Map<String, Object> group : file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                rules.add(new Rule(
                        (String) group.get("name"),
                        (String) rule.get("alert"),
                        (String) rule.get("expr"),
                        Duration.parse("PT" + rule.getOrDefault("for", "0s")),
                        ((Map<String, String>) rule.get("labels")).get("severity"),
                        (Map<String, String>) rule.get("annotations")));
            }
        }
        return rules;
    }

    static Rule named(String name) {
        return all().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Query query() {
        return QueryParser.parse(expression);
    }

    /** Whether the expression holds for something at each of the times until {@code atMs}, for as long as it must. */
    boolean isFiring(Samples samples, long atMs, long stepMs) {
        for (long ms = atMs - lasting.toMillis(); ms <= atMs; ms += stepMs) {
            if (query().at(samples, ms).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
