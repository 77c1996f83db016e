package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.agrona.SystemUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.ControllableIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.StatusIndicator;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does when there is nothing to do. See docs/driver-behaviour.md#idle-strategies.
 *
 * @param name one of {@link #NAMES}, or the name of a class that implements {@link IdleStrategy} and has a constructor
 *     without arguments
 * @param arguments for {@code backoff} {@code spins-yields-minpark-maxpark} and for {@code sleep-ns} and
 *     {@code sleep-ms} a duration, each a number of nanoseconds or with one of the suffixes ns, us, ms, s; empty for
 *     the default
 */
public record IdleSettings(String name, String arguments) {
    /** The short names. */
    public static final List<String> NAMES =
            List.of("backoff", "noop", "spin", "yield", "sleep-ns", "sleep-ms", "sleeping", "controllable");

    /** Spins ten times, yields twenty times, then parks for one microsecond, doubling up to a millisecond. */
    public static final IdleSettings BACKOFF = new IdleSettings("backoff", "");

    private static final String AGRONA = "org.agrona.concurrent.";
    private static final long MAX_SPINS = 10;
    private static final long MAX_YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 1_000_000;

    public IdleSettings {
        String alias = alias(name);
        switch (alias) {
            case "backoff" -> backoffArguments(arguments);
            case "sleep-ns", "sleep-ms" -> sleepNs(arguments);
            case "noop", "spin", "yield", "controllable" -> requireNone(alias, arguments);
            default -> requireNone(classOf(name).getName(), arguments);
        }
    }

    public static IdleSettings of(String name) {
        return new IdleSettings(name, "");
    }

    public IdleSettings withArguments(String arguments) {
        return new IdleSettings(name, arguments);
    }

    /** Whether somebody else decides while the thread runs, by the counter that {@link #newIdleStrategy} takes. */
    public boolean isControllable() {
        return alias(name).equals("controllable");
    }

    /** Whether the thread never sleeps, and so takes a processor for itself; not known of a class that is not built in. */
    public boolean isSpinning() {
        return switch (alias(name)) {
            case "noop", "spin", "yield" -> true;
            default -> false;
        };
    }

    /**
     * Makes a strategy for one thread.
     *
     * @param control the counter that decides when {@link #isControllable()}, else not used; it is set to "park"
     * @throws BusConfigurationException if the strategy needs a counter and there is none
     */
    public IdleStrategy newIdleStrategy(@Nullable StatusIndicator control) {
        return switch (alias(name)) {
            case "backoff" -> newBackoff(backoffArguments(arguments));
            case "noop" -> NoOpIdleStrategy.INSTANCE;
            case "spin" -> BusySpinIdleStrategy.INSTANCE;
            case "yield" -> YieldingIdleStrategy.INSTANCE;
            case "sleep-ns" -> new SleepingIdleStrategy(periodNs());
            case "sleep-ms" -> new SleepingMillisIdleStrategy(TimeUnit.NANOSECONDS.toMillis(periodNs()));
            case "controllable" -> newControllable(control);
            default -> newInstance(classOf(name));
        };
    }

    /**
     * As {@link #newIdleStrategy(StatusIndicator)}, for a thread that may be woken up.
     *
     * @param sleep takes nanoseconds, and returns before if there is something to do; used where the strategy sleeps longer
     *     and longer
     */
    public IdleStrategy newIdleStrategy(StatusIndicator control, LongConsumer sleep) {
        return isParkingLonger() ? newWaiting(sleep) : newIdleStrategy(control);
    }

    /**
     * As {@link #newIdleStrategy()}, for a thread that may be woken up.
     *
     * @param sleep takes nanoseconds, and returns before if there is something to do; used where the strategy sleeps
     */
    public IdleStrategy newWakeableIdleStrategy(LongConsumer sleep) {
        return switch (alias(name)) {
            case "backoff" -> newWaiting(sleep);
            case "sleep-ns", "sleep-ms" -> new WaitingIdleStrategy(0, 0, periodNs(), periodNs(), sleep);
            default -> newIdleStrategy();
        };
    }

    /** Whether the thread sleeps equally long each time, and not longer and longer. */
    public boolean isSleepingEvenly() {
        return switch (alias(name)) {
            case "sleep-ns", "sleep-ms" -> true;
            default -> false;
        };
    }

    /** How long a strategy sleeps that sleeps evenly, in nanoseconds; one that counts milliseconds sleeps one at least. */
    private long periodNs() {
        boolean isInMs = alias(name).equals("sleep-ms");
        if (arguments.isEmpty()) {
            return isInMs
                    ? TimeUnit.MILLISECONDS.toNanos(SleepingMillisIdleStrategy.DEFAULT_SLEEP_PERIOD_MS)
                    : SleepingIdleStrategy.DEFAULT_SLEEP_PERIOD_NS;
        }
        long periodNs = sleepNs(arguments);
        return isInMs ? TimeUnit.MILLISECONDS.toNanos(Math.max(1, TimeUnit.NANOSECONDS.toMillis(periodNs))) : periodNs;
    }

    /** Makes a strategy that needs no counter. */
    public IdleStrategy newIdleStrategy() {
        return newIdleStrategy(null);
    }

    private boolean isParkingLonger() {
        return alias(name).equals("backoff");
    }

    private IdleStrategy newWaiting(LongConsumer sleep) {
        long[] values = backoffArguments(arguments);
        return new WaitingIdleStrategy(values[0], values[1], values[2], values[3], sleep);
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + "(" + arguments + ")";
    }

    private static String alias(String name) {
        String simple = name.startsWith(AGRONA) ? name.substring(AGRONA.length()) : name;
        return switch (simple) {
            case "BackoffIdleStrategy" -> "backoff";
            case "NoOpIdleStrategy" -> "noop";
            case "BusySpinIdleStrategy" -> "spin";
            case "YieldingIdleStrategy" -> "yield";
            case "SleepingIdleStrategy", "sleeping" -> "sleep-ns";
            case "SleepingMillisIdleStrategy" -> "sleep-ms";
            case "ControllableIdleStrategy" -> "controllable";
            default -> NAMES.contains(simple.toLowerCase(Locale.ROOT)) ? simple.toLowerCase(Locale.ROOT) : simple;
        };
    }

    private static long[] backoffArguments(String arguments) {
        long[] values = {MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS};
        if (arguments.isEmpty()) {
            return values;
        }
        String[] parts = arguments.split("-", -1);
        if (parts.length != values.length) {
            throw new BusConfigurationException(
                    "arguments of idle strategy backoff must be spins-yields-minpark-maxpark, but were '" + arguments
                            + "'");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = duration(parts[i], arguments);
        }
        if (values[2] < 1 || values[3] < values[2]) {
            throw new BusConfigurationException(
                    "idle strategy backoff must park for at least 1 ns, and its longest park"
                            + " must not be below its shortest, but arguments were '" + arguments + "'");
        }
        return values;
    }

    private static IdleStrategy newBackoff(long[] values) {
        return new BackoffIdleStrategy(values[0], values[1], values[2], values[3]);
    }

    private static long sleepNs(String arguments) {
        return arguments.isEmpty() ? 0 : duration(arguments, arguments);
    }

    private static long duration(String text, String arguments) {
        try {
            return SystemUtil.parseDuration("idle strategy", text.trim());
        } catch (NumberFormatException e) {
            throw new BusConfigurationException(
                    "arguments of an idle strategy must be positive numbers or durations such as 10us, but" + " were '"
                            + arguments + "'",
                    e);
        }
    }

    private static void requireNone(String name, String arguments) {
        if (!arguments.isEmpty()) {
            throw new BusConfigurationException(
                    "idle strategy " + name + " takes no arguments, but got '" + arguments + "'");
        }
    }

    private static IdleStrategy newControllable(@Nullable StatusIndicator control) {
        if (control == null) {
            throw new BusConfigurationException("idle strategy controllable needs a counter that controls it; only the"
                    + " agents of the driver have one");
        }
        control.setRelease(ControllableIdleStrategy.PARK);
        return new ControllableIdleStrategy(control);
    }

    private static Class<? extends IdleStrategy> classOf(String name) {
        try {
            return Class.forName(name).asSubclass(IdleStrategy.class);
        } catch (ClassNotFoundException | ClassCastException | LinkageError e) {
            throw new BusConfigurationException(
                    "idle strategy must be one of " + NAMES + " or the name of a class that" + " implements "
                            + IdleStrategy.class.getName() + ", but was '" + name + "'",
                    e);
        }
    }

    private static IdleStrategy newInstance(Class<? extends IdleStrategy> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new BusConfigurationException(
                    "idle strategy " + type.getName() + " must have a constructor without arguments that works", e);
        }
    }
}
