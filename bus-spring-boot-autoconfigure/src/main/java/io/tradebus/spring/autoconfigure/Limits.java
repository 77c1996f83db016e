package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/**
 * What single properties may be. Each method returns the value it is given, or throws a {@link BusConfigurationException} with
 * the whole name of the property, what is allowed, and the value.
 */
final class Limits {
    private static final long MIN_TERM_LENGTH = 64 << 10;
    private static final long MAX_TERM_LENGTH = 1 << 30;
    private static final int FRAME_ALIGNMENT = 32;
    private static final long MAX_MTU = 65_504;
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final long KB = 1 << 10;

    private Limits() {}

    static int atLeast(String property, int value, int least) {
        require(value >= least, property, "at least " + least, value);
        return value;
    }

    static int inRange(String property, int value, int least, int most) {
        require(value >= least && value <= most, property, "from " + least + " to " + most, value);
        return value;
    }

    /** A time that may be nothing. */
    static Duration notNegative(String property, Duration value) {
        return atLeast(property, value, Duration.ZERO);
    }

    /** A time of a nanosecond or more. */
    static Duration positive(String property, Duration value) {
        return atLeast(property, value, Duration.ofNanos(1));
    }

    static Duration atLeast(String property, Duration value, Duration least) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0,
                property,
                "from " + text(least) + " to " + LONGEST.toDays() + "d",
                text(value));
        return value;
    }

    /** Two times of which the second may not be the longer one. */
    static void requireAtMost(String property, Duration value, String ofOther, Duration other) {
        require(value.compareTo(other) <= 0, property, "at most " + text(other) + " (" + ofOther + ")", text(value));
    }

    /** A time that must be longer than another one, which may be set by a property too. */
    static void requireLonger(String property, Duration value, String thanOther, Duration other) {
        require(
                value.compareTo(other) > 0,
                property,
                "longer than " + text(other) + " (" + thanOther + ")",
                text(value));
    }

    /** A number of bytes that fits an {@code int}. */
    static int bytes(String property, DataSize value, long least, long most) {
        long bytes = value.toBytes();
        require(bytes >= least && bytes <= most, property, "from " + text(least) + " to " + text(most), text(bytes));
        return Math.toIntExact(bytes);
    }

    /** Bytes of the buffer of a socket: none for what the system gives, or so many that something fits. */
    static int buffer(String property, DataSize value, long least, String whatFits) {
        long bytes = value.toBytes();
        require(
                bytes == 0 || bytes >= least && bytes <= Integer.MAX_VALUE,
                property,
                "0B, or from " + text(least) + " (" + whatFits + ") to " + text(Integer.MAX_VALUE),
                text(bytes));
        return (int) bytes;
    }

    /** A number of bytes of which there may be any number. */
    static long notNegative(String property, DataSize value) {
        require(!value.isNegative(), property, "0B or more", value);
        return value.toBytes();
    }

    static int termLength(String property, DataSize value) {
        long bytes = value.toBytes();
        require(
                bytes >= MIN_TERM_LENGTH && bytes <= MAX_TERM_LENGTH && Long.bitCount(bytes) == 1,
                property,
                "a power of two from " + text(MIN_TERM_LENGTH) + " to " + text(MAX_TERM_LENGTH),
                value);
        return (int) bytes;
    }

    static int mtu(String property, DataSize value) {
        return multipleOf(property, value, FRAME_ALIGNMENT, 2L * FRAME_ALIGNMENT, MAX_MTU);
    }

    static int multipleOf(String property, DataSize value, int unit, long least, long most) {
        long bytes = value.toBytes();
        require(
                bytes % unit == 0 && bytes >= least && bytes <= most,
                property,
                "a multiple of " + text(unit) + " from " + text(least) + " to " + text(most),
                value);
        return (int) bytes;
    }

    private static void require(boolean isAllowed, String property, String allowed, Object value) {
        if (!isAllowed) {
            throw new BusConfigurationException(property + " must be " + allowed + ", but was " + value);
        }
    }

    private static String text(Duration value) {
        if (value.compareTo(LONGEST) > 0 || value.compareTo(LONGEST.negated()) < 0) {
            return value.toDays() + "d";
        }
        long ns = value.toNanos();
        long ms = TimeUnit.NANOSECONDS.toMillis(ns);
        if (ns != TimeUnit.MILLISECONDS.toNanos(ms)) {
            return ns + "ns";
        }
        return ms % 1_000 == 0 ? ms / 1_000 + "s" : ms + "ms";
    }

    private static String text(long bytes) {
        if (bytes != 0 && bytes % (KB * KB) == 0) {
            return bytes % (KB * KB * KB) == 0 ? bytes / (KB * KB * KB) + "GB" : bytes / (KB * KB) + "MB";
        }
        return bytes != 0 && bytes % KB == 0 ? bytes / KB + "KB" : bytes + "B";
    }
}
