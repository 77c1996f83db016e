package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Words of a command line: options such as {@code --name=value} or {@code --name}, and words that are none.
 *
 * @param values of options, by name with its dashes; the last one where there are several
 * @param words those that are no options, in order
 */
record Arguments(Map<String, String> values, List<String> words) {
    /**
     * @param known names of options
     * @throws IllegalArgumentException for an option that is not known
     */
    static Arguments parse(Set<String> known, String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                if (!known.contains(name)) {
                    throw new IllegalArgumentException("there is no option " + name);
                }
                values.put(name, equals < 0 ? "" : argument.substring(equals + 1));
            } else {
                words.add(argument);
            }
        }
        return new Arguments(values, words);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of an option as {@code reading} understands it, or else {@code otherwise}. */
    <T> T value(String name, Function<String, T> reading, T otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : read(name, value, reading);
    }

    private static <T> T read(String name, String value, Function<String, T> reading) {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " cannot be '" + value + "': " + e.getMessage(), e);
        }
    }

    /** As above, for an option that must be there. */
    <T> T required(String name, Function<String, T> reading) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return read(name, value, reading);
    }

    /** Values with commas between them. */
    <T> List<T> values(String name, Function<String, T> reading, List<T> otherwise) {
        return value(
                name, text -> List.of(text.split(",")).stream().map(reading).toList(), otherwise);
    }

    @Nullable Path path(String name) {
        String value = values.get(name);
        return value == null ? null : Path.of(value);
    }
}
