package io.tradebus.spring.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;

/** A PromQL expression, of those forms that the dashboard and the alerts use. */
sealed interface Query {
    /** The series it is about at a time, with their values. A number has one, without labels. */
    Map<Map<String, String>, Double> at(Samples samples, long atMs);

    /** Does something for this expression and all in it. */
    void forEach(Consumer<Query> action);

    /** A number. */
    record Literal(double value) implements Query {
        @Override
        public Map<Map<String, String>, Double> at(Samples samples, long atMs) {
            return Map.of(Map.of(), value);
        }

        @Override
        public void forEach(Consumer<Query> action) {
            action.accept(this);
        }
    }

    /** {@code name{label="value", label=~"pattern"}}. */
    record Selector(String metric, Map<String, Predicate<String>> matchers) implements Query {
        @Override
        public Map<Map<String, String>, Double> at(Samples samples, long atMs) {
            Map<Map<String, String>, Double> found = new LinkedHashMap<>();
            for (Map<String, String> labels : select(samples)) {
                samples.at(labels, atMs).forEach(value -> found.put(labels, value));
            }
            return found;
        }

        List<Map<String, String>> select(Samples samples) {
            return samples.named(metric).stream()
                    .filter(labels -> matchers.entrySet().stream()
                            .allMatch(matcher -> matcher.getValue().test(labels.getOrDefault(matcher.getKey(), ""))))
                    .toList();
        }

        @Override
        public void forEach(Consumer<Query> action) {
            action.accept(this);
        }
    }

    /** {@code rate(selector[5m])} and others that look at a time before. */
    record OverTime(String function, Selector selector, long windowMs) implements Query {
        @Override
        public Map<Map<String, String>, Double> at(Samples samples, long atMs) {
            Map<Map<String, String>, Double> found = new LinkedHashMap<>();
            for (Map<String, String> labels : selector.select(samples)) {
                var values = samples.between(labels, atMs - windowMs, atMs);
                if (values.size() >= 2) {
                    found.put(withoutName(labels), value(values));
                }
            }
            return found;
        }

        private double value(NavigableMap<Long, Double> values) {
            double first = values.firstEntry().getValue();
            double change = values.lastEntry().getValue() - first;
            double seconds = (values.lastKey() - values.firstKey()) / 1_000.0;
            return switch (function) {
                // A counter that began again counts from zero.
                case "increase" -> change < 0 ? values.lastEntry().getValue() : change;
                case "rate" -> (change < 0 ? values.lastEntry().getValue() : change) / seconds;
                case "deriv" -> change / seconds;
                default -> throw new IllegalArgumentException("no such function: " + function);
            };
        }

        @Override
        public void forEach(Consumer<Query> action) {
            action.accept(this);
            selector.forEach(action);
        }
    }

    /** {@code sum by (label) (expression)}. */
    record Aggregation(String function, Set<String> by, Query of) implements Query {
        @Override
        public Map<Map<String, String>, Double> at(Samples samples, long atMs) {
            Map<Map<String, String>, Double> groups = new LinkedHashMap<>();
            of.at(samples, atMs).forEach((labels, value) -> {
                Map<String, String> group = new TreeMap<>(labels);
                group.keySet().retainAll(by);
                groups.merge(group, value, combination()::applyAsDouble);
            });
            return groups;
        }

        private DoubleBinaryOperator combination() {
            return switch (function) {
                case "sum" -> Double::sum;
                case "max" -> Math::max;
                case "min" -> Math::min;
                default -> throw new IllegalArgumentException("no such aggregation: " + function);
            };
        }

        @Override
        public void forEach(Consumer<Query> action) {
            action.accept(this);
            of.forEach(action);
        }
    }

    /** Two expressions with an operator between them; comparisons keep the series for which they hold. */
    record Binary(String operator, Query left, Query right) implements Query {
        private static final Map<String, DoubleBinaryOperator> ARITHMETIC =
                Map.of("+", Double::sum, "-", (a, b) -> a - b, "*", (a, b) -> a * b, "/", (a, b) -> a / b);
        private static final Map<String, BiPredicate<Double, Double>> COMPARISON = Map.of(
                ">", (a, b) -> a > b,
                "<", (a, b) -> a < b,
                ">=", (a, b) -> a >= b,
                "<=", (a, b) -> a <= b,
                "==", (a, b) -> a.doubleValue() == b.doubleValue(),
                "!=", (a, b) -> a.doubleValue() != b.doubleValue());

        @Override
        public Map<Map<String, String>, Double> at(Samples samples, long atMs) {
            Map<Map<String, String>, Double> found = new LinkedHashMap<>();
            Map<Map<String, String>, Double> others = new LinkedHashMap<>();
            right.at(samples, atMs).forEach((labels, value) -> others.put(withoutName(labels), value));
            left.at(samples, atMs).forEach((labels, value) -> {
                Map<String, String> bare = withoutName(labels);
                Double other = right instanceof Literal ? others.get(Map.of()) : others.get(bare);
                if (ARITHMETIC.containsKey(operator) && other != null) {
                    found.put(bare, ARITHMETIC.get(operator).applyAsDouble(value, other));
                } else if (COMPARISON.containsKey(operator)
                        && other != null
                        && COMPARISON.get(operator).test(value, other)) {
                    found.put(labels, value);
                } else if ((operator.equals("and") && other != null) || (operator.equals("unless") && other == null)) {
                    found.put(labels, value);
                }
            });
            return found;
        }

        @Override
        public void forEach(Consumer<Query> action) {
            action.accept(this);
            left.forEach(action);
            right.forEach(action);
        }
    }

    private static Map<String, String> withoutName(Map<String, String> labels) {
        Map<String, String> bare = new TreeMap<>(labels);
        bare.remove(Samples.NAME);
        return bare;
    }
}
