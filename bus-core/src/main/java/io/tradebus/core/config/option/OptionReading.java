package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pass that gives settings the values a source has for them. Knows which setting it has come to, so that a failure
 * can be told with its name; the pass is over then.
 */
final class OptionReading extends OptionPass {
    private final Map<String, String> source;
    private final boolean isEnvironment;
    private @Nullable DriverOption current;
    private String name = "";
    private String text = "";
    private long number;
    private boolean flag;

    private OptionReading(Map<String, String> source, boolean isEnvironment) {
        this.source = source;
        this.isEnvironment = isEnvironment;
    }

    /** Properties, which are read strictly. */
    static OptionReading ofProperties(Map<String, String> properties) {
        return new OptionReading(properties, false);
    }

    /** Environment variables: a value out of range becomes the nearest that is allowed. */
    static OptionReading ofEnvironment(Map<String, String> environment) {
        return new OptionReading(environment, true);
    }

    /** The name in the source of the setting that was given a value last. */
    String name() {
        return name;
    }

    /** What its text there is. */
    @Override
    String newText() {
        return text;
    }

    @Override
    long newNumber() {
        return number;
    }

    @Override
    boolean newFlag() {
        return flag;
    }

    /** Says what is wrong with the value that was given last. */
    BusConfigurationException failure(RuntimeException reason) {
        String allowed = current == null ? "" : " (allowed: " + current.allowed() + ")";
        return new BusConfigurationException(
                name + "=" + text + " is invalid: " + reason.getMessage() + allowed, reason);
    }

    @Override
    boolean visitNumber(DriverOption option, long value) {
        if (!isGiven(option)) {
            return false;
        }
        number = isEnvironment ? OptionText.clampedNumber(option, text) : OptionText.number(option, text);
        return true;
    }

    @Override
    boolean visitFlag(DriverOption option, boolean value) {
        if (!isGiven(option)) {
            return false;
        }
        flag = isEnvironment ? OptionText.lenientFlag(text) : OptionText.flag(text);
        return true;
    }

    @Override
    boolean visitText(DriverOption option, String value) {
        return isGiven(option);
    }

    private boolean isGiven(DriverOption option) {
        String key = isEnvironment ? option.environmentName() : option.property();
        String given = source.get(key);
        if (given == null || given.isEmpty()) {
            return false;
        }
        current = option;
        name = key;
        text = given;
        return true;
    }
}
