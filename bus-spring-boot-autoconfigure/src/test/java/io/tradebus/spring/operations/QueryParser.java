package io.tradebus.spring.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PromQL, of those forms that the dashboard and the alerts use; anything else is refused. */
final class QueryParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|[a-zA-Z_:][\\w:]*|\"[^\"]*\"|=~|!~|[><=!]=|[-+*/(){}\\[\\],=<>])");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min");
    private static final Set<String> OVER_TIME = Set.of("rate", "increase", "deriv");

    /** From what binds least to what binds most. */
    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("and", "unless"), Set.of(">", "<", ">=", "<=", "==", "!="), Set.of("+", "-"), Set.of("*", "/"));

    private final String text;
    private final Matcher matcher;
    private String token = "";

    private QueryParser(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        next();
    }

    static Query parse(String text) {
        QueryParser parser = new QueryParser(text.strip());
        Query query = parser.binary(0);
        if (!parser.token.isEmpty()) {
            throw parser.refused();
        }
        return query;
    }

    private Query binary(int level) {
        if (level == OPERATORS.size()) {
            return primary();
        }
        Query left = binary(level + 1);
        while (OPERATORS.get(level).contains(token)) {
            String operator = next();
            left = new Query.Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Query primary() {
        if (token.equals("(")) {
            next();
            Query inner = binary(0);
            expect(")");
            return inner;
        } else if (!token.isEmpty() && Character.isDigit(token.charAt(0))) {
            return new Query.Literal(Double.parseDouble(next()));
        } else if (AGGREGATIONS.contains(token)) {
            return aggregation();
        } else if (OVER_TIME.contains(token)) {
            return overTime();
        }
        return selector();
    }

    private Query aggregation() {
        String function = next();
        Set<String> by = new TreeSet<>();
        if (token.equals("by")) {
            next();
            expect("(");
            do {
                by.add(next());
            } while (isNext(","));
            expect(")");
        }
        expect("(");
        Query of = binary(0);
        expect(")");
        return new Query.Aggregation(function, by, of);
    }

    private Query overTime() {
        String function = next();
        expect("(");
        Query.Selector selector = selector();
        expect("[");
        long amount = Long.parseLong(next());
        long windowMs = amount * unitMs(next());
        expect("]");
        expect(")");
        return new Query.OverTime(function, selector, windowMs);
    }

    private long unitMs(String unit) {
        return switch (unit) {
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> throw refused();
        };
    }

    private Query.Selector selector() {
        String metric = next();
        if (!metric.matches("[a-zA-Z_:][\\w:]*")) {
            throw refused();
        }
        Map<String, Predicate<String>> matchers = new LinkedHashMap<>();
        if (isNext("{")) {
            do {
                String label = next();
                matchers.put(label, test(next(), next()));
            } while (isNext(","));
            expect("}");
        }
        return new Query.Selector(metric, matchers);
    }

    private Predicate<String> test(String operator, String quoted) {
        String value = quoted.substring(1, quoted.length() - 1);
        return switch (operator) {
            case "=" -> value::equals;
            case "!=" -> label -> !label.equals(value);
            case "=~" -> Pattern.compile(value).asMatchPredicate();
            case "!~" -> Pattern.compile(value).asMatchPredicate().negate();
            default -> throw refused();
        };
    }

    private boolean isNext(String expected) {
        boolean is = token.equals(expected);
        if (is) {
            next();
        }
        return is;
    }

    private void expect(String expected) {
        if (!isNext(expected)) {
            throw refused();
        }
    }

    /** Returns the token at hand and goes on to the next. */
    private String next() {
        String before = token;
        if (matcher.lookingAt()) {
            token = matcher.group(1);
            matcher.region(matcher.end(), text.length());
        } else if (text.substring(matcher.regionStart()).isBlank()) {
            token = "";
        } else {
            throw refused();
        }
        return before;
    }

    private IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "cannot read '" + token + "' before position " + matcher.regionStart() + " of " + text);
    }
}
