package io.tradebus.spring.test;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the bus of a test. With {@code bus.driver.threading=invoker}, as in a {@link BusTest}, driver, client, listeners and
 * events have no threads: they run on the test's, when it calls a method here or one of the bus that waits, and the clock
 * stands still otherwise. The same test does the same each time, and retries and timeouts of minutes take no time.
 *
 * <p>All calls come from one thread. Where the bus has threads, only {@link #runUntil} and {@link #backPressure} work.
 */
public final class BusTestDriver {
    /** How long {@link #runUntil} goes on unless told otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int MOST_CYCLES = 100_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final long BUSY_STEP_NS = 10_000;

    private final BusTemplate bus;
    private final BusStreams streams;
    private final BusRuntimeLifecycle lifecycle;
    private final Supplier<@Nullable BusListenerRegistry> listeners;

    BusTestDriver(
            BusTemplate bus,
            BusStreams streams,
            BusRuntimeLifecycle lifecycle,
            Supplier<@Nullable BusListenerRegistry> listeners) {
        this.bus = bus;
        this.streams = streams;
        this.lifecycle = lifecycle;
        this.listeners = listeners;
    }

    /** Whether the bus runs only when the test says so. */
    public boolean isStepped() {
        return bus.execution().isInvoked();
    }

    /** What time it is for the bus. */
    public Instant now() {
        return Instant.ofEpochMilli(bus.execution().clocks().epoch().time());
    }

    /**
     * Has everybody do what there is to do now; the clock stands still.
     *
     * @throws AssertionError if that never ends, for example because a listener aborts each time
     * @throws IllegalStateException if the bus has threads
     */
    public void run() {
        SteppedBus stepped = stepped();
        int cycles = 0;
        while (stepped.cycle() > 0) {
            if (++cycles == MOST_CYCLES) {
                throw new AssertionError("the bus did not come to rest: there is always more to do; " + describe());
            }
        }
    }

    /**
     * Moves the clock on by so much, a millisecond at most between two turns of everybody, and has everybody do what there
     * is to do meanwhile and in the end: retries come due, timeouts pass.
     *
     * @throws IllegalStateException if the bus has threads
     */
    public void advance(Duration duration) {
        stepped().pause(duration.toNanos());
        run();
    }

    /** {@link #runUntil(BooleanSupplier, Duration)}, for at most {@link #LIMIT}. */
    public void runUntil(BooleanSupplier condition) {
        runUntil(condition, LIMIT);
    }

    /**
     * Runs the bus until a condition holds; the clock moves on by a millisecond whenever there is nothing else to do. Where
     * the bus has threads, waits for the condition.
     *
     * @param limit by the clock of the bus
     * @throws AssertionError if the condition does not hold by then; tells what the listeners do
     */
    public void runUntil(BooleanSupplier condition, Duration limit) {
        BusExecution execution = bus.execution();
        long deadlineNs = execution.clocks().nano().nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (execution.clocks().nano().nanoTime() - deadlineNs >= 0) {
                throw new AssertionError(
                        "the condition did not hold within " + limit.toMillis() + " ms; " + describe());
            }
            step(execution);
        }
    }

    private static void step(BusExecution execution) {
        if (execution instanceof SteppedBus stepped) {
            boolean wasBusy = stepped.cycle() > 0;
            // Never quite nothing: whoever is always busy would have the time stand still.
            stepped.clock().move(wasBusy ? Math.min(BUSY_STEP_NS, stepped.nextStepNs()) : stepped.nextStepNs());
        } else {
            execution.clocks().pause().pause(NS_PER_MS);
        }
    }

    /**
     * Holds a stream back until the result is closed: a subscriber that does not read joins it and its window is filled, by
     * ranges that nobody sees, so that each offer answers {@code BACK_PRESSURED}. The application's listeners go on
     * meanwhile.
     *
     * @throws io.tradebus.core.UnknownStreamException if there is no such stream
     * @throws AssertionError if the stream does not fill up
     */
    public BusBackPressure backPressure(String stream) {
        return new BusBackPressure(bus, streams.get(stream).definition(), runtime());
    }

    private BusRuntime runtime() {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            throw new IllegalStateException("the bus is not started");
        }
        return runtime;
    }

    private SteppedBus stepped() {
        if (bus.execution() instanceof SteppedBus stepped) {
            return stepped;
        }
        throw new IllegalStateException("the bus has threads and the system's clock; this is for "
                + "bus.driver.threading=invoker, which @BusTest sets unless stepped = false");
    }

    private String describe() {
        BusListenerRegistry registry = listeners.get();
        if (registry == null || registry.listeners().isEmpty()) {
            return "there are no listeners";
        }
        return "listeners: "
                + registry.listeners().stream().map(BusTestDriver::describe).collect(Collectors.joining(", "));
    }

    private static String describe(BusListenerHandle listener) {
        long lag = listener.streams().stream().mapToLong(listener::lag).sum();
        String failure = listener.failure().map(f -> ", failed: " + f).orElse("");
        return listener.id() + " " + listener.state().name().toLowerCase(Locale.ROOT) + " (" + lag + " bytes to read"
                + failure + ")";
    }
}
