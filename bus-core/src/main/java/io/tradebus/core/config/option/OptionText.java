package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.option.DriverOption.Kind;
import org.agrona.SystemUtil;

/** Reads the text of an option by the rules of its source. See docs/driver-behaviour.md#parsing-rules. */
final class OptionText {
    private OptionText() {}

    /** Properties: a number out of range is an error, unless the option takes the nearest. */
    static long number(DriverOption option, String text) {
        long value = parse(option, text);
        return option.kind() == Kind.CLAMPED_NUMBER ? clamped(option, value) : inRange(option, value);
    }

    /** Environment: a number out of range becomes the nearest that is allowed. */
    static long clampedNumber(DriverOption option, String text) {
        return clamped(option, parse(option, text));
    }

    /** Properties: true is only {@code true}. */
    static boolean flag(String text) {
        return "true".equals(text.trim());
    }

    /** Environment: true and false have other spellings. */
    static boolean lenientFlag(String text) {
        String trimmed = text.trim();
        if (trimmed.startsWith("true") || trimmed.startsWith("1") || trimmed.startsWith("on")) {
            return true;
        }
        if (trimmed.startsWith("false") || trimmed.startsWith("0") || trimmed.startsWith("off")) {
            return false;
        }
        throw new BusConfigurationException("must be true, 1, on, false, 0 or off");
    }

    private static long parse(DriverOption option, String text) {
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
