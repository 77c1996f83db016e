package io.tradebus.core.config.option;

import io.tradebus.core.config.option.DriverOption.Kind;

/**
 * A pass over the table of settings. Each setting is one call here: its name, its present value, what it takes and what
 * it does. The call returns whether the pass gives it a new value; the caller then stores {@link #newNumber},
 * {@link #newFlag} or {@link #newText} where the value belongs.
 *
 * <p>The table is code that runs, and not a list of objects with functions that read and store a value, since the JVM
 * makes a class for each such function: a driver would spend a good part of its start on them.
 */
abstract class OptionPass {
    private static final String FLAG_VALUES = "true, false";
    private static final String ANYTHING = "anything, without effect";

    final boolean size(String property, long value, long minimum, long maximum, String meaning) {
        return visitNumber(DriverOption.ofNumber(property, Kind.SIZE, minimum, maximum, meaning), value);
    }

    /** @param value nanoseconds, as are the minimum and the maximum */
    final boolean duration(String property, long value, long minimum, long maximum, String meaning) {
        return visitNumber(DriverOption.ofNumber(property, Kind.DURATION, minimum, maximum, meaning), value);
    }

    /** @param value nanoseconds, as are the minimum and the maximum; negative when it is not set */
    final boolean optionalDuration(String property, long value, long minimum, long maximum, String meaning) {
        return visitNumber(DriverOption.ofNumber(property, Kind.OPTIONAL_DURATION, minimum, maximum, meaning), value);
    }

    final boolean number(String property, long value, long minimum, long maximum, String meaning) {
        return visitNumber(DriverOption.ofNumber(property, Kind.NUMBER, minimum, maximum, meaning), value);
    }

    /** A number that becomes the nearest that is allowed, from whatever source it comes. */
    final boolean clampedNumber(String property, long value, long minimum, long maximum, String meaning) {
        return visitNumber(DriverOption.ofNumber(property, Kind.CLAMPED_NUMBER, minimum, maximum, meaning), value);
    }

    final boolean flag(String property, boolean value, String meaning) {
        return visitFlag(DriverOption.ofText(property, Kind.FLAG, FLAG_VALUES, meaning), value);
    }

    /** @param value the present value in the form in which it is given; empty when there is none */
    final boolean text(String property, String value, String allowed, String meaning) {
        return visitText(DriverOption.ofText(property, Kind.TEXT, allowed, meaning), value);
    }

    /** A setting that is accepted for programs that set it, without changing anything here. */
    final void withoutEffect(String property, String meaning) {
        visitText(DriverOption.ofText(property, Kind.WITHOUT_EFFECT, ANYTHING, meaning), "");
    }

    abstract boolean visitNumber(DriverOption option, long value);

    abstract boolean visitFlag(DriverOption option, boolean value);

    abstract boolean visitText(DriverOption option, String value);

    /** The new number of the option visited last. Asked of passes only that have one. */
    long newNumber() {
        throw nothingNew();
    }

    /** The new number of the option visited last, whose maximum is one of 32 bits. */
    final int newInt() {
        return Math.toIntExact(newNumber());
    }

    /** The new flag of the option visited last. Asked of passes only that have one. */
    boolean newFlag() {
        throw nothingNew();
    }

    /** The new text of the option visited last. Asked of passes only that have one. */
    String newText() {
        throw nothingNew();
    }

    private static IllegalStateException nothingNew() {
        return new IllegalStateException("the pass gives no new values");
    }
}
