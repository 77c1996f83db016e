package io.tradebus.core.tools;

import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.view.CounterFilter;
import io.tradebus.core.tools.view.LiveStreams;
import io.tradebus.core.tools.view.Rates;
import io.tradebus.core.tools.view.Snapshot;
import java.util.List;

/** All streams with their positions, and who limits whom. */
final class StreamsTool implements Tool {
    private final Rates rates = new Rates();

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String purpose() {
        return "all streams: positions, subscribers, why not connected, who limits whom; rates when watching";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.DIRECTORY,
                Option.DRIVER_TIMEOUT,
                Option.SESSION,
                Option.STREAM,
                Option.CHANNEL,
                Option.WATCH,
                Option.COUNT,
                Option.JSON);
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        CounterFilter filter = arguments.filter();
        return Watch.run(arguments, surroundings, text -> show(text, arguments, surroundings, filter));
    }

    private int show(StringBuilder text, Arguments arguments, Surroundings surroundings, CounterFilter filter) {
        try (OpenDirectory open = OpenDirectory.open(arguments.directory(surroundings))) {
            Snapshot snapshot = open.snapshot(surroundings.clock().time(), arguments.driverTimeoutMs());
            rates.advance(snapshot);
            LiveStreams streams = LiveStreams.of(snapshot, open.counters()).filtered(filter);
            if (arguments.has(Option.JSON)) {
                JsonWriter json = new JsonWriter().beginObject();
                DriverHeading.write(json, snapshot);
                new StreamsJson(json, rates).write(streams);
                text.append(json.endObject()).append('\n');
            } else {
                DriverHeading.write(text, snapshot);
                new StreamsText(text, rates).write(streams);
            }
            return DriverHeading.status(snapshot, arguments, surroundings);
        }
    }
}
