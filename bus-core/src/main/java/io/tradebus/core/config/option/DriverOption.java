package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.agrona.SystemUtil;

/** One setting by name: what it is called, what it takes, and what it changes. */
public final class DriverOption {
    /** Bound of what has none, for printing. */
    private static final long UNBOUNDED = Long.MAX_VALUE;

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

    @FunctionalInterface
    interface Setter<T> {
        void set(Draft draft, T value);
    }

    private final String property;
    private final String environmentName;
    private final Kind kind;
    private final String allowed;
    private final long minimum;
    private final long maximum;
    private final Function<DriverConfig, String> printed;
    private final Setter<String> setter;
    private final String meaning;

    private DriverOption(
            String property,
            String environmentName,
            Kind kind,
            String allowed,
            long minimum,
            long maximum,
            Function<DriverConfig, String> printed,
            Setter<String> setter,
            String meaning) {
        this.property = property;
        this.environmentName = environmentName;
        this.kind = kind;
        this.allowed = allowed;
        this.minimum = minimum;
        this.maximum = maximum;
        this.printed = printed;
        this.setter = setter;
        this.meaning = meaning;
    }

    /** The name among properties, such as {@code aeron.mtu.length}. */
    public String property() {
        return property;
    }

    /** The name in the environment, such as {@code AERON_MTU_LENGTH}. */
    public String environmentName() {
        return environmentName;
    }

    /** What it does, a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What may be given. */
    public String allowed() {
        return allowed;
    }

    /** Whether it is accepted for programs that set it, without changing anything here. */
    public boolean isWithoutEffect() {
        return kind == Kind.WITHOUT_EFFECT;
    }

    /** The value it has in a configuration, in the form in which it is given. */
    public String printed(DriverConfig config) {
        return printed.apply(config);
    }

    /** Applies the text of a property, strictly. */
    void applyProperty(Draft draft, String text) {
        apply(draft, text, property, false);
    }

    /** Applies the text of an environment variable: a value out of range becomes the nearest that is allowed. */
    void applyEnvironment(Draft draft, String text) {
        apply(draft, text, environmentName, true);
    }

    private void apply(Draft draft, String text, String name, boolean isEnvironment) {
        try {
            setter.set(draft, isEnvironment ? OptionText.ofEnvironment(this, text) : OptionText.ofProperty(this, text));
        } catch (BusConfigurationException | IllegalArgumentException e) {
            throw new BusConfigurationException(
                    name + "=" + text + " is invalid: " + e.getMessage() + " (allowed: " + allowed + ")", e);
        }
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
    static String env(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static DriverOption size(
            String property,
            String env,
            long minimum,
            long maximum,
            ToLongFunction<DriverConfig> getter,
            Setter<Long> setter,
            String meaning) {
        return numeric(
                property, env, Kind.SIZE, minimum, maximum, c -> Long.toString(getter.applyAsLong(c)), setter, meaning);
    }

    static DriverOption duration(
            String property,
            String env,
            long minimum,
            long maximum,
            ToLongFunction<DriverConfig> getter,
            Setter<Long> setter,
            String meaning) {
        Function<DriverConfig, String> printed = c -> SystemUtil.formatDuration(getter.applyAsLong(c));
        return numeric(property, env, Kind.DURATION, minimum, maximum, printed, setter, meaning);
    }

    static DriverOption optionalDuration(
            String property,
            String env,
            long minimum,
            long maximum,
            ToLongFunction<DriverConfig> getter,
            Setter<Long> setter,
            String meaning) {
        Function<DriverConfig, String> printed =
                c -> getter.applyAsLong(c) < 0 ? "" : SystemUtil.formatDuration(getter.applyAsLong(c));
        return numeric(property, env, Kind.OPTIONAL_DURATION, minimum, maximum, printed, setter, meaning);
    }

    static DriverOption number(
            String property,
            String env,
            long minimum,
            long maximum,
            ToLongFunction<DriverConfig> getter,
            Setter<Long> setter,
            String meaning) {
        return numeric(
                property,
                env,
                Kind.NUMBER,
                minimum,
                maximum,
                c -> Long.toString(getter.applyAsLong(c)),
                setter,
                meaning);
    }

    static DriverOption clampedNumber(
            String property,
            String env,
            long minimum,
            long maximum,
            ToLongFunction<DriverConfig> getter,
            Setter<Long> setter,
            String meaning) {
        Function<DriverConfig, String> printed = c -> Long.toString(getter.applyAsLong(c));
        return numeric(property, env, Kind.CLAMPED_NUMBER, minimum, maximum, printed, setter, meaning);
    }

    static DriverOption flag(
            String property, String env, Predicate<DriverConfig> getter, Setter<Boolean> setter, String meaning) {
        return new DriverOption(
                property,
                env,
                Kind.FLAG,
                "true, false",
                0,
                1,
                c -> Boolean.toString(getter.test(c)),
                (draft, text) -> setter.set(draft, Boolean.valueOf(text)),
                meaning);
    }

    static DriverOption text(
            String property,
            String env,
            String allowed,
            Function<DriverConfig, String> getter,
            Setter<String> setter,
            String meaning) {
        return new DriverOption(property, env, Kind.TEXT, allowed, 0, 0, getter, setter, meaning);
    }

    static DriverOption withoutEffect(String property, String env, String meaning) {
        return new DriverOption(
                property, env, Kind.WITHOUT_EFFECT, "anything, without effect", 0, 0, c -> "", (d, v) -> {}, meaning);
    }

    private static DriverOption numeric(
            String property,
            String env,
            Kind kind,
            long minimum,
            long maximum,
            Function<DriverConfig, String> printed,
            Setter<Long> setter,
            String meaning) {
        return new DriverOption(
                property,
                env,
                kind,
                range(kind, minimum, maximum),
                minimum,
                maximum,
                printed,
                (draft, text) -> setter.set(draft, Long.valueOf(text)),
                meaning);
    }

    private static String range(Kind kind, long minimum, long maximum) {
        String unit = switch (kind) {
            case SIZE -> "bytes";
            case DURATION, OPTIONAL_DURATION -> "duration";
            default -> "number";
        };
        String low = kind == Kind.DURATION || kind == Kind.OPTIONAL_DURATION
                ? SystemUtil.formatDuration(minimum)
                : Long.toString(minimum);
        if (minimum == Long.MIN_VALUE || minimum == Integer.MIN_VALUE) {
            return unit;
        }
        return maximum == UNBOUNDED || maximum == Integer.MAX_VALUE
                ? unit + ", at least " + low
                : unit + ", " + low + " to " + maximum;
    }
}
