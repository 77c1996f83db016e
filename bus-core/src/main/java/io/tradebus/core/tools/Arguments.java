package io.tradebus.core.tools;

import io.tradebus.core.NearestName;
import io.tradebus.core.config.DefaultDirectory;
import io.tradebus.core.tools.view.CounterFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.agrona.SystemUtil;
import org.jspecify.annotations.Nullable;

/** What stands after the word of a command: options, and what else the command takes. */
final class Arguments {
    private static final long MIN_INTERVAL_MS = 10;
    private static final String DEFAULT_INTERVAL = "1s";

    private final Map<String, String> values;
    private final List<String> operands;

    private Arguments(Map<String, String> values, List<String> operands) {
        this.values = values;
        this.operands = operands;
    }

    /**
     * Takes arguments apart.
     *
     * @throws ToolException if there is one that the tool does not take, or a value is missing
     */
    static Arguments parse(Tool tool, List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        List<String> operands = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                String name = argument.substring(2, equals < 0 ? argument.length() : equals);
                values.put(name, value(option(tool, name), equals < 0 ? null : argument.substring(equals + 1)));
            } else if (argument.equals("-h")) {
                values.put(Option.HELP.name(), "");
            } else if (tool.operands().isEmpty()) {
                throw ToolException.usage("unexpected argument '" + argument + "'");
            } else {
                operands.add(argument);
            }
        }
        return new Arguments(values, operands);
    }

    boolean has(Option option) {
        return values.containsKey(option.name());
    }

    /** The value of an option; null if it is not given. */
    @Nullable String get(Option option) {
        return values.get(option.name());
    }

    /** What is no option, in order. */
    List<String> operands() {
        return operands;
    }

    /** The directory of the driver: given here, set for the JVM or in the environment, or the default. */
    Path directory(Surroundings surroundings) {
        String name = get(Option.DIRECTORY);
        if (name == null) {
            name = surroundings.properties().get("aeron.dir");
        }
        if (name == null) {
            name = surroundings.environment().get("AERON_DIR");
        }
        return name == null || name.isEmpty() ? DefaultDirectory.path() : Path.of(name);
    }

    /** Milliseconds since its last sign of life after which a driver counts as dead. */
    long driverTimeoutMs() {
        String text = get(Option.DRIVER_TIMEOUT);
        long ms = text == null ? OpenDirectory.DRIVER_TIMEOUT_MS : milliseconds(Option.DRIVER_TIMEOUT, text);
        if (ms < 1) {
            throw ToolException.usage("--driver-timeout must be at least 1ms, but was " + text
                    + "; a number without a unit is nanoseconds");
        }
        return ms;
    }

    boolean isWatching() {
        return has(Option.WATCH) || has(Option.COUNT);
    }

    /** Milliseconds from one time to the next. */
    long intervalMs() {
        String text = get(Option.WATCH);
        long ms = milliseconds(Option.WATCH, text == null || text.isEmpty() ? DEFAULT_INTERVAL : text);
        if (ms < MIN_INTERVAL_MS) {
            throw ToolException.usage("--watch must be at least " + MIN_INTERVAL_MS + "ms, but was " + text);
        }
        return ms;
    }

    /** How often something is shown. */
    long count() {
        String text = get(Option.COUNT);
        if (text == null) {
            return isWatching() ? Long.MAX_VALUE : 1;
        }
        try {
            long count = Long.parseLong(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw ToolException.usage("--count must be a number above 0, but was " + text);
        }
        throw ToolException.usage("--count must be a number above 0, but was " + text);
    }

    long milliseconds(Option option, String text) {
        try {
            return TimeUnit.NANOSECONDS.toMillis(SystemUtil.parseDuration(option.name(), text));
        } catch (NumberFormatException e) {
            throw ToolException.usage(
                    "--" + option.name() + " must be a duration such as 500ms or 60s, but was " + text);
        }
    }

    CounterFilter filter() {
        return new CounterFilter(
                pattern(Option.TYPE), pattern(Option.SESSION), pattern(Option.STREAM), pattern(Option.CHANNEL));
    }

    private @Nullable Pattern pattern(Option option) {
        String text = get(option);
        try {
            return text == null ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw ToolException.usage("--" + option.name() + " must be a regular expression, but " + text + " is none: "
                    + e.getDescription());
        }
    }

    private static Option option(Tool tool, String name) {
        List<String> names = new ArrayList<>();
        for (Option option : tool.options()) {
            if (option.name().equals(name)) {
                return option;
            }
            names.add(option.name());
        }
        if (Option.HELP.name().equals(name)) {
            return Option.HELP;
        }
        String nearest = NearestName.of(name, names);
        throw ToolException.usage(
                "unknown option --" + name + (nearest == null ? "" : ", did you mean --" + nearest + "?"));
    }

    private static String value(Option option, @Nullable String value) {
        if (option.value() == null && value != null) {
            throw ToolException.usage("--" + option.name() + " takes no value");
        } else if (option.value() != null && !option.isValueOptional() && (value == null || value.isEmpty())) {
            throw ToolException.usage("--" + option.name() + " needs a value: " + option.form());
        }
        return value == null ? "" : value;
    }
}
