package io.tradebus.core.tools;

import io.tradebus.core.StorageException;
import io.tradebus.core.driver.event.EventFormat;
import io.tradebus.core.driver.event.EventSelection;
import io.tradebus.core.driver.event.EventWatch;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.tools.text.JsonWriter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the events of a driver as they come, and switches them on and off in its event file. See docs/event-log.md. */
final class EventsTool implements Tool {
    private static final Option ON = Option.value(
            "on", "<events>", "has these on and no others: names, ids or groups, separated by commas; all, admin");
    private static final Option OFF = Option.flag("off", "has no events on");
    private static final Option FOLLOW = Option.flag(
            "follow",
            "prints events as they come, until the driver ends or Ctrl-C; then what was on before is on again");
    private static final long SWITCH_LIMIT_MS = 10_000;
    private static final long CHECK_INTERVAL_MS = 1_000;
    private static final long POLL_MS = 5;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String purpose() {
        return "shows what a driver does, event by event, and switches its event log";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.DIRECTORY, Option.DRIVER_TIMEOUT, ON, OFF, FOLLOW, Option.JSON);
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        DriverDirectory directory = new DriverDirectory(arguments.directory(surroundings));
        requireActive(directory, arguments, surroundings);
        EventFormat format = arguments.has(Option.JSON) ? EventFormat.json() : EventFormat.text();
        try (EventWatch watch = EventWatch.open(directory.path(), format)) {
            return run(watch, directory, arguments, surroundings);
        } catch (NoSuchFileException e) {
            throw ToolException.absent("the driver in " + directory.path()
                    + " has no event file, as stock drivers have none; their event log is switched on at start");
        } catch (IOException | StorageException e) {
            throw ToolException.absent("the event file " + directory.eventFile() + " cannot be used: " + e.getMessage()
                    + "; run as the user of the driver");
        }
    }

    private int run(EventWatch watch, DriverDirectory directory, Arguments arguments, Surroundings surroundings) {
        Long selection = selection(arguments);
        if (!arguments.has(FOLLOW)) {
            if (selection != null) {
                watch.select(selection);
                awaitSwitch(watch, directory, surroundings);
            }
            surroundings.say(state(watch, arguments.has(Option.JSON)));
        } else if (selection == null) {
            follow(watch, directory, arguments, surroundings);
        } else {
            TemporarySelection temporary = TemporarySelection.begin(watch, selection);
            try {
                awaitSwitch(watch, directory, surroundings);
                follow(watch, directory, arguments, surroundings);
            } finally {
                temporary.end();
            }
        }
        return ExitStatus.OK;
    }

    /** Has events on until it is over or the program is ended, whichever comes first. */
    private static final class TemporarySelection {
        private final EventWatch watch;
        private final long before;
        private final long selection;
        private final Thread hook = new Thread(this::restore, "bus-events-shutdown");
        private boolean isOver;

        private TemporarySelection(EventWatch watch, long selection) {
            this.watch = watch;
            this.selection = selection;
            before = watch.enabled();
        }

        static TemporarySelection begin(EventWatch watch, long selection) {
            TemporarySelection temporary = new TemporarySelection(watch, selection);
            Runtime.getRuntime().addShutdownHook(temporary.hook);
            watch.select(selection);
            return temporary;
        }

        /** Once only: afterwards the file may be unmapped. What somebody else has selected meanwhile stays. */
        private synchronized void restore() {
            if (!isOver) {
                isOver = true;
                if (watch.wanted() == selection) {
                    watch.select(before);
                }
            }
        }

        void end() {
            restore();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is ending: the hook runs, and finds nothing left to do.
            }
        }
    }

    /** The mask that is asked for, or null if events are to stay as they are. */
    private static @Nullable Long selection(Arguments arguments) {
        String text = arguments.get(ON);
        if (text != null && arguments.has(OFF)) {
            throw ToolException.usage(
                    "--on and --off contradict each other; name the events that are to be on, or --off");
        }
        if (text == null) {
            return arguments.has(OFF) ? Long.valueOf(0) : null;
        }
        return EventSelection.parse(text, problem -> {
            throw ToolException.usage("--on: " + problem);
        });
    }

    private static void awaitSwitch(EventWatch watch, DriverDirectory directory, Surroundings surroundings) {
        long startMs = surroundings.clock().time();
        while (!watch.isSelected()) {
            if (surroundings.clock().time() - startMs >= SWITCH_LIMIT_MS
                    || !surroundings.pause().await(POLL_MS)) {
                throw ToolException.refused("the driver in " + directory.path()
                        + " has not switched its events within 10 s; it hangs, or looks at its timers more seldom"
                        + " (aeron.timer.interval)");
            }
        }
    }

    private static String state(EventWatch watch, boolean isJson) {
        String names = EventSelection.names(watch.enabled());
        if (isJson) {
            return new JsonWriter()
                            .beginObject()
                            .field("on", names)
                            .field("dropped", watch.dropped())
                            .endObject()
                    + "\n";
        }
        String dropped = watch.dropped() == 0 ? "" : "dropped: " + watch.dropped() + "\n";
        return (names.isEmpty() ? "no events are on" : "on: " + names) + "\n" + dropped;
    }

    private static void follow(
            EventWatch watch, DriverDirectory directory, Arguments arguments, Surroundings surroundings) {
        long checkMs = surroundings.clock().time();
        long missed = 0;
        StringBuilder text = new StringBuilder();
        boolean goesOn = true;
        while (goesOn) {
            boolean isIdle = print(watch, text, surroundings) == 0;
            if (watch.missed() != missed) {
                missed = watch.missed();
                surroundings.err().println("WARNING: events were missed, the driver was faster than this program");
            }
            if (isIdle) {
                goesOn = surroundings.pause().await(POLL_MS);
            }
            if (surroundings.clock().time() - checkMs >= CHECK_INTERVAL_MS) {
                checkMs = surroundings.clock().time();
                goesOn &= isActive(directory, arguments, surroundings)
                        && !surroundings.out().checkError();
            }
        }
        print(watch, text, surroundings);
    }

    private static int print(EventWatch watch, StringBuilder text, Surroundings surroundings) {
        text.setLength(0);
        int count = watch.poll(line -> text.append(line).append('\n'));
        if (count > 0) {
            surroundings.say(text);
        }
        return count;
    }

    private static void requireActive(DriverDirectory directory, Arguments arguments, Surroundings surroundings) {
        // Says what is wrong with a directory that cannot be read.
        OpenDirectory.open(directory.path()).close();
        if (!isActive(directory, arguments, surroundings)) {
            throw ToolException.absent("no driver is running in " + directory.path()
                    + ", so there are no events; start one there, or name another directory with --dir");
        }
    }

    private static boolean isActive(DriverDirectory directory, Arguments arguments, Surroundings surroundings) {
        return directory
                .look(surroundings.clock().time(), arguments.driverTimeoutMs())
                .isActive();
    }
}
