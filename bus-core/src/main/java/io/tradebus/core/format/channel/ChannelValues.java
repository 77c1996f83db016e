package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of parameters. A value that is not what it should be raises a {@link ChannelException} with the code that
 * the caller says, since the same parameter may count as a different fault for a publication and for a subscription.
 *
 * <p>Numbers are decimal. A size may end in {@code k}, {@code m} or {@code g}, a duration in {@code ns}, {@code us},
 * {@code ms} or {@code s}, in either case; a duration without unit is in nanoseconds.
 */
public final class ChannelValues {
    private static final String SIZE_UNITS = "kmg";
    private static final int BITS_OF_UNIT = 10;

    private ChannelValues() {}

    /** A bare number or one with a unit of size, in bytes. */
    public static long parseSize(ChannelParam param, String text, ErrorCode code) {
        int end = text.length() - 1;
        int unit = end < 0 ? -1 : SIZE_UNITS.indexOf(Character.toLowerCase(text.charAt(end)));
        if (unit < 0) {
            return parseLong(param, text, code);
        }
        return scaled(param, text, end, 1L << BITS_OF_UNIT * (unit + 1), code);
    }

    /** A bare number of nanoseconds or a number with a unit of time, in nanoseconds. */
    public static long parseDurationNs(ChannelParam param, String text, ErrorCode code) {
        int end = text.length();
        if (end == 0 || Character.toLowerCase(text.charAt(end - 1)) != 's') {
            return parseLong(param, text, code);
        }
        char prefix = end < 2 ? ' ' : Character.toLowerCase(text.charAt(end - 2));
        return switch (prefix) {
            case 'n' -> scaled(param, text, end - 2, 1, code);
            case 'u' -> scaled(param, text, end - 2, 1_000, code);
            case 'm' -> scaled(param, text, end - 2, 1_000_000, code);
            default -> scaled(param, text, end - 1, 1_000_000_000, code);
        };
    }

    static long parseLong(ChannelParam param, String text, ErrorCode code) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw malformed(param, text, code, e);
        }
    }

    static int parseInt(ChannelParam param, String text, ErrorCode code) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw malformed(param, text, code, e);
        }
    }

    static int intOr(ChannelUri uri, ChannelParam param, int defaultValue, ErrorCode code) {
        String text = uri.get(param);
        return text == null ? defaultValue : parseInt(param, text, code);
    }

    static long longOr(ChannelUri uri, ChannelParam param, long defaultValue, ErrorCode code) {
        String text = uri.get(param);
        return text == null ? defaultValue : parseLong(param, text, code);
    }

    /** A size that must fit in 31 bits. */
    static int sizeOr(ChannelUri uri, ChannelParam param, int defaultValue, ErrorCode code) {
        String text = uri.get(param);
        if (text == null) {
            return defaultValue;
        }
        long size = parseSize(param, text, code);
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new ChannelException(code, param.key() + " is not in 0.." + Integer.MAX_VALUE + ": " + text);
        }
        return (int) size;
    }

    static long durationNsOr(ChannelUri uri, ChannelParam param, long defaultNs, ErrorCode code) {
        String text = uri.get(param);
        if (text == null) {
            return defaultNs;
        }
        long durationNs = parseDurationNs(param, text, code);
        if (durationNs < 0) {
            throw new ChannelException(code, param.key() + " is negative: " + text);
        }
        return durationNs;
    }

    /** {@code true} is true, everything else is false. */
    static boolean booleanOr(ChannelUri uri, ChannelParam param, boolean defaultValue) {
        String text = uri.get(param);
        return text == null ? defaultValue : "true".equals(text);
    }

    static @Nullable Integer intOrNull(ChannelUri uri, ChannelParam param, ErrorCode code) {
        String text = uri.get(param);
        return text == null ? null : Integer.valueOf(parseInt(param, text, code));
    }

    private static long scaled(ChannelParam param, String text, int end, long factor, ErrorCode code) {
        try {
            return Math.multiplyExact(Long.parseLong(text, 0, end, 10), factor);
        } catch (NumberFormatException | ArithmeticException e) {
            throw malformed(param, text, code, e);
        }
    }

    private static ChannelException malformed(ChannelParam param, String text, ErrorCode code, Exception cause) {
        return new ChannelException(code, "malformed value of " + param.key() + ": '" + text + "'", cause);
    }
}
