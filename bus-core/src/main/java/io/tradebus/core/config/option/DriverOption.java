package io.tradebus.core.config.option;

import java.util.Locale;
import org.agrona.SystemUtil;

/** One setting by name: what it is called, what it takes and what it does. */
public final class DriverOption {
    private static final String IRREGULAR_PROPERTY = "aeron.name.resolver.threshold";
    private static final String IRREGULAR_ENVIRONMENT_NAME = "AERON_DRIVER_NAME_RESOLVER_THRESHOLD";

    /** What the text of an option means. */
    enum Kind {
        SIZE,
        DURATION,
        OPTIONAL_DURATION,
        NUMBER,
        CLAMPED_NUMBER,
        FLAG,
        TEXT,
        WITHOUT_EFFECT
    }

    private final String property;
    private final Kind kind;
    private final String allowedText;
    private final long minimum;
    private final long maximum;
    private final String meaning;

    private DriverOption(String property, Kind kind, String allowedText, long minimum, long maximum, String meaning) {
        this.property = property;
        this.kind = kind;
        this.allowedText = allowedText;
        this.minimum = minimum;
        this.maximum = maximum;
        this.meaning = meaning;
    }

    /** An option that takes a number, which {@code kind} says how to read. */
    static DriverOption ofNumber(String property, Kind kind, long minimum, long maximum, String meaning) {
        return new DriverOption(property, kind, "", minimum, maximum, meaning);
    }

    /** An option that takes what is said in words. */
    static DriverOption ofText(String property, Kind kind, String allowed, String meaning) {
        return new DriverOption(property, kind, allowed, 0, 0, meaning);
    }

    /** The name among properties, such as {@code aeron.mtu.length}. */
    public String property() {
        return property;
    }

    /** The name in the environment, such as {@code AERON_MTU_LENGTH}. */
    public String environmentName() {
        return property.equals(IRREGULAR_PROPERTY) ? IRREGULAR_ENVIRONMENT_NAME : regularEnvironmentName(property);
    }

    /** What it does, a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What may be given. */
    public String allowed() {
        return switch (kind) {
            case SIZE -> range("bytes", Long.toString(minimum));
            case DURATION, OPTIONAL_DURATION -> range("duration", SystemUtil.formatDuration(minimum));
            case NUMBER, CLAMPED_NUMBER -> range("number", Long.toString(minimum));
            case FLAG, TEXT, WITHOUT_EFFECT -> allowedText;
        };
    }

    /** Whether it is accepted for programs that set it, without changing anything here. */
    public boolean isWithoutEffect() {
        return kind == Kind.WITHOUT_EFFECT;
    }

    Kind kind() {
        return kind;
    }

    long minimum() {
        return minimum;
    }

    long maximum() {
        return maximum;
    }

    /** The environment name that follows from a property by the usual rule. */
    static String regularEnvironmentName(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private String range(String unit, String low) {
        if (minimum == Long.MIN_VALUE || minimum == Integer.MIN_VALUE) {
            return unit;
        }
        return maximum == Long.MAX_VALUE || maximum == Integer.MAX_VALUE
                ? unit + ", at least " + low
                : unit + ", " + low + " to " + maximum;
    }
}
