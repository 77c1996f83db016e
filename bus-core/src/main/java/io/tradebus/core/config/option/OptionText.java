package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.option.DriverOption.Kind;
import org.agrona.SystemUtil;

/**
 * Reads the text of an option by the rules of its source and returns it in a plain form: a decimal number, {@code true}
 * or {@code false}, or as it is. See docs/driver-behaviour.md#parsing-rules.
 */
final class OptionText {
    private OptionText() {}

    /** Properties: true is only {@code true}; a number out of range is an error. */
    static String ofProperty(DriverOption option, String text) {
        return switch (option.kind()) {
            case FLAG -> Boolean.toString("true".equals(text.trim()));
            case TEXT, WITHOUT_EFFECT -> text;
            case CLAMPED_NUMBER -> Long.toString(clamped(option, number(option, text)));
            default -> Long.toString(inRange(option, number(option, text)));
        };
    }

    /** Environment: true and false have other spellings; a number out of range becomes the nearest that is allowed. */
    static String ofEnvironment(DriverOption option, String text) {
        return switch (option.kind()) {
            case FLAG -> Boolean.toString(flag(text.trim()));
            case TEXT, WITHOUT_EFFECT -> text;
            default -> Long.toString(clamped(option, number(option, text)));
        };
    }

    private static boolean flag(String text) {
        if (text.startsWith("true") || text.startsWith("1") || text.startsWith("on")) {
            return true;
        }
        if (text.startsWith("false") || text.startsWith("0") || text.startsWith("off")) {
            return false;
        }
        throw new BusConfigurationException("must be true, 1, on, false, 0 or off");
    }

    private static long number(DriverOption option, String text) {
        Kind kind = option.kind();
        String trimmed = text.trim();
        if (kind == Kind.NUMBER || kind == Kind.CLAMPED_NUMBER) {
            return plainNumber(trimmed);
        }
        boolean isSize = kind == Kind.SIZE;
        try {
            long value = isSize
                    ? SystemUtil.parseSize(option.property(), trimmed)
                    : SystemUtil.parseDuration(option.property(), trimmed);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new BusConfigurationException(
                    isSize
                            ? "must be a number of bytes, or one with suffix k, m or g"
                            : "must be a number of nanoseconds, or one with suffix ns, us, ms or s",
                    e);
        }
        throw new BusConfigurationException("must not be negative");
    }

    private static long plainNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BusConfigurationException("must be a plain number", e);
        }
    }

    private static long inRange(DriverOption option, long value) {
        if (value < option.minimum() || value > option.maximum()) {
            throw new BusConfigurationException("is out of range");
        }
        return value;
    }

    private static long clamped(DriverOption option, long value) {
        return Math.max(option.minimum(), Math.min(option.maximum(), value));
    }
}
