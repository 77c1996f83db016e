package io.tradebus.core.tools;

import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.view.LiveStreams;
import io.tradebus.core.tools.view.Rates;
import io.tradebus.core.tools.view.Snapshot;
import java.util.List;

/** All streams with their positions, and who limits whom. */
final class StreamsTool implements Tool, CounterView.Content {
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
        return CounterView.options();
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        return CounterView.run(arguments, surroundings, this);
    }

    @Override
    public void advance(Snapshot snapshot) {
        rates.advance(snapshot);
    }

    @Override
    public void writeText(StringBuilder text, CounterView.Look look) {
        new StreamsText(text, rates).write(streams(look));
    }

    @Override
    public void writeJson(JsonWriter json, CounterView.Look look) {
        new StreamsJson(json, rates).write(streams(look));
    }

    private static LiveStreams streams(CounterView.Look look) {
        return LiveStreams.of(look.snapshot(), look.counters()).filtered(look.filter());
    }
}
