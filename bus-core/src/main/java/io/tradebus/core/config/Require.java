package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;
import org.jspecify.annotations.Nullable;

/** The checks of single values. Each failure names the setting, its value and what is allowed. */
final class Require {
    private static final int MIN_TERM_LENGTH = 64 << 10;
    private static final int MAX_TERM_LENGTH = 1 << 30;
    private static final int FRAME_ALIGNMENT = 32;
    private static final int MAX_MTU_LENGTH = 65_504;

    private Require() {}

    static void atLeast(String name, long value, long minimum) {
        that(value >= minimum, name, "at least " + minimum, value);
    }

    static void inRange(String name, long value, long minimum, long maximum) {
        that(value >= minimum && value <= maximum, name, "from " + minimum + " to " + maximum, value);
    }

    static void powerOfTwo(String name, int value, int minimum, int maximum) {
        that(
                Integer.bitCount(value) == 1 && value >= minimum && value <= maximum,
                name,
                "a power of two from " + minimum + " to " + maximum,
                value);
    }

    static void powerOfTwoPlus(String name, int value, int minimum, int trailer) {
        int capacity = value - trailer;
        that(
                Integer.bitCount(capacity) == 1 && capacity >= minimum,
                name,
                "a power of two of at least " + minimum + ", plus " + trailer,
                value);
    }

    static void multipleOf(String name, int value, int unit, int minimum, int maximum) {
        that(
                value % unit == 0 && value >= minimum && value <= maximum,
                name,
                "a multiple of " + unit + " from " + minimum + " to " + maximum,
                value);
    }

    static void termLength(String name, int value) {
        powerOfTwo(name, value, MIN_TERM_LENGTH, MAX_TERM_LENGTH);
    }

    static void mtu(String name, int value) {
        multipleOf(name, value, FRAME_ALIGNMENT, 2 * FRAME_ALIGNMENT, MAX_MTU_LENGTH);
    }

    static void atMostParts(String name, @Nullable String value, int maximum) {
        int count = value == null ? 0 : value.split(",", -1).length;
        if (count > maximum) {
            throw new BusConfigurationException(
                    name + " must be at most " + maximum + " addresses, but were " + count + " ('" + value + "')");
        }
    }

    private static void that(boolean isAllowed, String name, String allowed, long value) {
        if (!isAllowed) {
            throw new BusConfigurationException(name + " must be " + allowed + ", but was " + value);
        }
    }
}
