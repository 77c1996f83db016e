package io.tradebus.spring.autoconfigure.diagnostics;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text of actions. */
final class Actions {
    private static final List<String> SEPARATORS = List.of("; ", ". Allowed are", ". Do one of", ", did you mean");

    /** A property or a setting, such as bus.enabled or mtuLength. */
    private static final Pattern NAME = Pattern.compile("[a-z][\\w-]*(\\.\\S+|[A-Z]\\w*)");

    private Actions() {}

    /** The part of a message of the bus that says what is wrong; what to do about it follows. */
    static String problemOf(@Nullable String message) {
        String text = message == null ? "" : message;
        int end = SEPARATORS.stream()
                .mapToInt(text::indexOf)
                .filter(index -> index > 0)
                .min()
                .orElse(text.length());
        return sentence(text.substring(0, end));
    }

    /** The part of a message of the bus that says what to do; empty if there is none. */
    static String fixOf(@Nullable String message) {
        String text = message == null ? "" : message;
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

    /** Text with a capital and a full stop, unless it begins with a name. */
    static String sentence(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        boolean isName = NAME.matcher(trimmed.split(" ", 2)[0]).matches();
        String begun = isName ? trimmed : Character.toUpperCase(trimmed.charAt(0)) + trimmed.substring(1);
        return ".!?".indexOf(begun.charAt(begun.length() - 1)) >= 0 ? begun : begun + ".";
    }
}
