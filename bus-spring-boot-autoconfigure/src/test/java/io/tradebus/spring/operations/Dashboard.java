package io.tradebus.spring.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard of docs/operations. */
public final class Dashboard {
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private Dashboard() {}

    /**
     * One expression of a panel.
     *
     * @param row the headline it stands below
     * @param labels those that the legend shows
     */
    public record Panel(String row, String title, String expression, List<String> labels) {
        /** The expression, with an instance chosen by a pattern, and everything else that one can choose from. */
        Query query(String instance) {
            return QueryParser.parse(expression
                    .replace("$instance", instance)
                    .replace("$stream", ".*")
                    .replace("$listener", ".*")
                    .replace("$__rate_interval", "5m"));
        }
    }

    /**
     * Something one can choose from.
     *
     * @param source where the values come from, as Grafana writes it
     */
    record Variable(String name, String source) {
        private static final Pattern VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

        /** Text with the name of the metric, and the label. */
        Map.Entry<String, String> metricAndLabel() {
            Matcher values = VALUES.matcher(source);
            if (!values.matches()) {
                throw new IllegalArgumentException("not the values of a label: " + source);
            }
            return Map.entry(values.group(1), values.group(2));
        }
    }

    /** All that is shown, from top to bottom. */
    public static List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        String row = "";
        for (JsonNode panel : read().get("panels")) {
            String title = panel.get("title").asString();
            row = panel.get("type").asString().equals("row") ? title : row;
            for (JsonNode target : panel.path("targets")) {
                panels.add(new Panel(
                        row,
                        title,
                        target.get("expr").asString(),
                        labels(target.get("legendFormat").asString())));
            }
        }
        return panels;
    }

    static List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (JsonNode variable : read().get("templating").get("list")) {
            if (variable.get("type").asString().equals("query")) {
                variables.add(new Variable(
                        variable.get("name").asString(),
                        variable.get("definition").asString()));
            }
        }
        return variables;
    }

    private static List<String> labels(String legend) {
        return LEGEND_LABEL
                .matcher(legend)
                .results()
                .map(label -> label.group(1))
                .toList();
    }

    private static JsonNode read() {
        return JsonMapper.builder().build().readTree(Operations.read("grafana-dashboard.json"));
    }
}
