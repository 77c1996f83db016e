package io.tradebus.core.driver.launch;

import io.tradebus.core.StorageException;
import io.tradebus.core.config.DefaultDirectory;
import io.tradebus.core.driver.event.EventFormat;
import io.tradebus.core.driver.event.EventSelection;
import io.tradebus.core.driver.event.EventWatch;
import io.tradebus.core.files.DriverDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemEpochClock;
import org.jspecify.annotations.Nullable;

/**
 * {@code events}: shows the events of a running driver, and switches them on and off. See docs/event-log.md.
 *
 * <p>Exit status 0 when it is done, 1 when there is no driver or it has no events, 2 when the arguments are wrong, 3 when the
 * driver did not do what it was asked for.
 */
public final class EventsCommand {
    /** The word by which it is called. */
    public static final String NAME = "events";

    private static final int DONE = 0;
    private static final int NOTHING_THERE = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final int NOT_DONE = 3;
    private static final long DRIVER_TIMEOUT_MS = 10_000;
    private static final long CHECK_INTERVAL_MS = 1_000;
    private static final long PAUSE_MS = 5;
    private static final String USAGE = """
            usage: java -jar bus-driver.jar events [--dir=<directory>] [--on=<events>] [--off] [--json] [--follow]
              --dir=<directory>  of the driver; AERON_DIR or the default unless it is given
              --on=<events>      has these on and no others: names, ids or groups, separated by commas; all, admin
              --off              has none on
              --follow           prints events as they come, until the driver or this program ends; what --on switched on
                                 with it is switched back then
              --json             prints them as JSON objects, one a line""";

    private final SystemEpochClock clock = SystemEpochClock.INSTANCE;
    private final IdleStrategy idle = new SleepingMillisIdleStrategy(PAUSE_MS);
    private final PrintStream out;
    private final PrintStream err;
    private Path directory;
    private @Nullable String selection;
    private boolean isFollowing;
    private boolean isJson;

    private EventsCommand(Path directory, PrintStream out, PrintStream err) {
        this.directory = directory;
        this.out = out;
        this.err = err;
    }

    /** Does what the arguments after the word say, and returns the exit status. */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        String directory = environment.get("AERON_DIR");
        EventsCommand command = new EventsCommand(
                directory == null || directory.isEmpty() ? DefaultDirectory.path() : Path.of(directory), out, err);
        for (String argument : arguments) {
            if (!command.take(argument)) {
                err.println("unknown option '" + argument + "'" + System.lineSeparator() + USAGE);
                return WRONG_ARGUMENTS;
            }
        }
        return command.run();
    }

    private boolean take(String argument) {
        String value = argument.substring(argument.indexOf('=') + 1);
        if (argument.startsWith("--dir=")) {
            directory = Path.of(value);
        } else if (argument.startsWith("--on=")) {
            selection = value;
        } else if (argument.equals("--off")) {
            selection = "";
        } else if (argument.equals("--follow")) {
            isFollowing = true;
        } else if (argument.equals("--json")) {
            isJson = true;
        } else {
            return false;
        }
        return true;
    }

    private int run() {
        if (!isDriverAlive()) {
            err.println("no driver is running in " + directory);
            return NOTHING_THERE;
        }
        try (EventWatch watch = EventWatch.open(directory, isJson ? EventFormat.json() : EventFormat.text())) {
            return run(watch);
        } catch (NoSuchFileException e) {
            err.println("the driver in " + directory + " has no event log; it is a stock driver or an old one");
        } catch (IOException | StorageException e) {
            err.println("the event log of the driver in " + directory + " cannot be read: " + e.getMessage());
        }
        return NOTHING_THERE;
    }

    private int run(EventWatch watch) {
        long before = watch.enabled();
        String selection = this.selection;
        if (selection != null) {
            watch.select(EventSelection.parse(selection, err::println));
            if (!awaitSelection(watch)) {
                err.println("the driver in " + directory
                        + " has not switched; it may be busy, or have no space for events");
                return NOT_DONE;
            }
        }
        if (!isFollowing) {
            printState(watch);
            return DONE;
        }
        if (selection != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> watch.select(before), "bus-events-shutdown"));
        }
        follow(watch);
        return DONE;
    }

    private boolean awaitSelection(EventWatch watch) {
        long deadlineMs = clock.time() + DRIVER_TIMEOUT_MS;
        while (!watch.isSelected()) {
            if (clock.time() > deadlineMs) {
                return false;
            }
            idle.idle(0);
        }
        return true;
    }

    private void printState(EventWatch watch) {
        String names = EventSelection.names(watch.enabled());
        out.println(names.isEmpty() ? "no events are on" : "on: " + names);
        if (watch.dropped() > 0) {
            out.println("dropped: " + watch.dropped());
        }
    }

    private void follow(EventWatch watch) {
        long checkMs = clock.time();
        long missed = 0;
        boolean isAlive = true;
        while (isAlive) {
            if (watch.poll(out::println) == 0) {
                out.flush();
                idle.idle(0);
            }
            if (watch.missed() != missed) {
                missed = watch.missed();
                err.println("WARNING: events were missed, the driver was faster than this program");
            }
            if (clock.time() - checkMs >= CHECK_INTERVAL_MS) {
                checkMs = clock.time();
                isAlive = isDriverAlive();
            }
        }
        watch.poll(out::println);
        out.flush();
    }

    private boolean isDriverAlive() {
        return new DriverDirectory(directory)
                .look(clock.time(), DRIVER_TIMEOUT_MS)
                .isActive();
    }
}
