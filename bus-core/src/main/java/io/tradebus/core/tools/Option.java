package io.tradebus.core.tools;

import org.jspecify.annotations.Nullable;

/**
 * An option of a tool.
 *
 * @param name without the two dashes
 * @param value what stands for the value in the help; null if it takes none
 * @param isValueOptional whether it may stand alone although it takes a value
 * @param meaning for the help
 */
record Option(String name, @Nullable String value, boolean isValueOptional, String meaning) {
    static final Option DIRECTORY = value(
            "dir",
            "<directory>",
            "the driver's directory; otherwise aeron.dir, AERON_DIR, or the default of this user");
    static final Option DRIVER_TIMEOUT = value(
            "driver-timeout",
            "<duration>",
            "age of a sign of life above which the driver counts as dead; 10s by default");
    static final Option JSON = flag("json", "one JSON object a line instead of text");
    static final Option WATCH = new Option(
            "watch", "<duration>", true, "show it again and again, every second or e.g. 500ms, until Ctrl-C");
    static final Option COUNT = value("count", "<number>", "end after so many times; implies --watch");
    static final Option TYPE = value("type", "<regex>", "only counters whose type number or name matches");
    static final Option SESSION = value("session", "<regex>", "only sessions whose id matches");
    static final Option STREAM = value("stream", "<regex>", "only streams whose id matches");
    static final Option CHANNEL = value("channel", "<regex>", "only channels in which it is found");
    static final Option HELP = flag("help", "this text");

    static Option flag(String name, String meaning) {
        return new Option(name, null, false, meaning);
    }

    static Option value(String name, String value, String meaning) {
        return new Option(name, value, false, meaning);
    }

    /** As it is written, such as {@code --dir=<directory>}. */
    String form() {
        if (value == null) {
            return "--" + name;
        }
        return isValueOptional ? "--" + name + "[=" + value + "]" : "--" + name + "=" + value;
    }
}
