package io.tradebus.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * What panels and alerts make of samples at a time.
 *
 * @param nowMs the time
 */
public record Evaluation(Samples samples, long nowMs) {
    /** A panel shows something with all instances chosen, and its legend what it is. */
    public void requireData(Dashboard.Panel panel) {
        requireData(panel, ".*");
    }

    /** A panel shows something with those instances chosen that a pattern matches, and its legend what it is. */
    public void requireData(Dashboard.Panel panel, String instance) {
        Query query = panel.query(instance);
        requireKnown(query);
        Map<Map<String, String>, Double> data = query.at(samples, nowMs);
        assertThat(data).as(panel.toString()).isNotEmpty();
        assertThat(data.values()).as(panel.toString()).noneMatch(value -> value.isNaN());
        assertThat(data.keySet())
                .as(panel.toString())
                .allSatisfy(
                        labels -> assertThat(labels).containsKeys(panel.labels().toArray(String[]::new)));
    }

    /** An alert is about metrics and labels that exist, so that it can fire. */
    public void requireKnown(Rule rule) {
        requireKnown(rule.query());
    }

    /** Whether the expression of an alert holds for something, however long. */
    public boolean holds(Rule rule) {
        return !rule.query().at(samples, nowMs).isEmpty();
    }

    /** Every name and label of an expression is one of a series that was scraped. */
    private void requireKnown(Query query) {
        query.forEach(part -> {
            if (part instanceof Query.Selector selector) {
                assertThat(samples.named(selector.metric()))
                        .as(selector.metric())
                        .isNotEmpty()
                        .allSatisfy(labels -> assertThat(labels.keySet())
                                .containsAll(selector.matchers().keySet()));
            } else if (part instanceof Query.Aggregation aggregation) {
                assertThat(aggregation.of().at(samples, nowMs).keySet())
                        .allSatisfy(labels -> assertThat(labels.keySet()).containsAll(aggregation.by()));
            }
        });
    }
}
