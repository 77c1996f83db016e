package io.tradebus.core.tools;

import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.view.CounterFilter;
import io.tradebus.core.tools.view.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;

/** Shows what the counters of a driver say, once or again and again: what tools that do so have in common. */
final class CounterView {
    /**
     * One look at a driver.
     *
     * @param counters of the same driver, valid while it is shown
     * @param filter what to show
     */
    record Look(Arguments arguments, Snapshot snapshot, CountersReader counters, CounterFilter filter) {}

    /** What a tool shows below the heading. */
    interface Content {
        /** Notes what is needed for rates; before one of the others. */
        default void advance(Snapshot snapshot) {}

        void writeText(StringBuilder text, Look look);

        /** Appends fields to the open object. */
        void writeJson(JsonWriter json, Look look);
    }

    private static final List<Option> WHERE = List.of(Option.DIRECTORY, Option.DRIVER_TIMEOUT);
    private static final List<Option> WHAT =
            List.of(Option.SESSION, Option.STREAM, Option.CHANNEL, Option.WATCH, Option.COUNT, Option.JSON);

    private CounterView() {}

    /** The options of such a tool, with those of its own among them. */
    static List<Option> options(Option... own) {
        List<Option> options = new ArrayList<>(WHERE);
        options.addAll(List.of(own));
        options.addAll(WHAT);
        return options;
    }

    /** Returns the exit status. */
    static int run(Arguments arguments, Surroundings surroundings, Content content) {
        CounterFilter filter = arguments.filter();
        return Watch.run(arguments, surroundings, text -> show(text, arguments, surroundings, filter, content));
    }

    private static int show(
            StringBuilder text, Arguments arguments, Surroundings surroundings, CounterFilter filter, Content content) {
        try (OpenDirectory open = OpenDirectory.open(arguments.directory(surroundings))) {
            Snapshot snapshot = open.snapshot(surroundings.clock().time(), arguments.driverTimeoutMs());
            content.advance(snapshot);
            Look look = new Look(arguments, snapshot, open.counters(), filter);
            if (arguments.has(Option.JSON)) {
                JsonWriter json = new JsonWriter().beginObject();
                DriverHeading.write(json, snapshot);
                content.writeJson(json, look);
                text.append(json.endObject()).append('\n');
            } else {
                DriverHeading.write(text, snapshot);
                content.writeText(text, look);
            }
            return DriverHeading.status(snapshot, arguments, surroundings);
        }
    }
}
