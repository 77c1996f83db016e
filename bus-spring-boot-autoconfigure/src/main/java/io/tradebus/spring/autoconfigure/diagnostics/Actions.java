package io.tradebus.spring.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text of actions. */
final class Actions {
    private static final List<String> SEPARATORS = List.of("; ", ". Allowed are", ". Do one of", ", did you mean");

    private Actions() {}

    /** The part of a message of the bus that says what is wrong; what to do about it follows. */
    static String problemOf(@Nullable String message) {
        String text = String.valueOf(message);
        int end = SEPARATORS.stream()
                .mapToInt(text::indexOf)
                .filter(index -> index > 0)
                .min()
                .orElse(text.length());
        return sentence(text.substring(0, end));
    }

    /** The part of a message of the bus that says what to do; empty if there is none. */
    static String fixOf(@Nullable String message) {
        String text = String.valueOf(message);
        return SEPARATORS.stream().mapToInt(text::indexOf).filter(index -> index > 0).min().stream()
                .mapToObj(end -> sentence(text.substring(end).replaceFirst("^[;,.]\\s*", "")))
                .findFirst()
                .orElse("");
    }

    /** One action of several to choose from. */
    static String oneOf(String... actions) {
        return List.of(actions).stream()
                .map(action -> "  - " + action)
                .collect(Collectors.joining(System.lineSeparator(), "Do one of:" + System.lineSeparator(), ""));
    }

    /** Text with a capital and a full stop, unless it begins with the name of a property. */
    static String sentence(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        boolean isProperty = trimmed.split(" ", 2)[0].contains(".");
        String begun = isProperty ? trimmed : Character.toUpperCase(trimmed.charAt(0)) + trimmed.substring(1);
        return ".!?".indexOf(begun.charAt(begun.length() - 1)) >= 0 ? begun : begun + ".";
    }

    /** Bytes in the largest unit of which there is at least one, rounded up. */
    static String size(long bytes) {
        String[] units = {"bytes", "KB", "MB", "GB"};
        int unit = 0;
        long whole = bytes;
        while (whole >= 10 * 1024 && unit < units.length - 1) {
            whole = (whole + 1023) / 1024;
            unit++;
        }
        return whole + " " + units[unit];
    }
}
