package io.tradebus.core.tools;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Table;
import io.tradebus.core.tools.text.Units;
import io.tradebus.core.tools.view.CounterGroup;
import io.tradebus.core.tools.view.CounterRow;
import io.tradebus.core.tools.view.CounterValue;
import io.tradebus.core.tools.view.Rates;
import io.tradebus.core.tools.view.Snapshot;
import java.util.List;
import java.util.Locale;

/** All that a driver counts. */
final class StatTool implements Tool, CounterView.Content {
    private static final Option ALL = Option.flag("all", "counters that are zero too");

    private final Rates rates = new Rates();

    @Override
    public String name() {
        return "stat";
    }

    @Override
    public String purpose() {
        return "all counters of the driver, by what they are about; rates when watching";
    }

    @Override
    public List<Option> options() {
        return CounterView.options(ALL, Option.TYPE);
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
        Snapshot snapshot = look.snapshot();
        int hidden = 0;
        for (CounterGroup group : CounterGroup.values()) {
            Table table = new Table("  ", "rrrl");
            for (CounterRow row : snapshot.counters()) {
                if (CounterGroup.of(row) == group && look.filter().test(row)) {
                    if (row.value() == 0 && !look.arguments().has(ALL)) {
                        hidden++;
                    } else {
                        table.row(
                                Integer.toString(row.id()),
                                CounterValue.text(row, snapshot.takenMs()),
                                rate(row),
                                row.label());
                    }
                }
            }
            if (!table.isEmpty()) {
                text.append('\n').append(group.heading()).append('\n');
                table.writeTo(text);
            }
        }
        if (hidden > 0) {
            text.append('\n').append(hidden).append(" more are zero; --all shows them\n");
        }
    }

    @Override
    public void writeJson(JsonWriter json, CounterView.Look look) {
        boolean isAll = look.arguments().has(ALL);
        json.beginArray("counters");
        for (CounterRow row : look.snapshot().counters()) {
            if (look.filter().test(row) && (isAll || row.value() != 0)) {
                json.beginObject()
                        .field("id", row.id())
                        .field("typeId", row.typeId())
                        .field("type", row.typeName())
                        .field("group", CounterGroup.of(row).name().toLowerCase(Locale.ROOT))
                        .field("label", row.label())
                        .field("value", row.value())
                        .field("perSecond", CounterValue.isCount(row) ? rates.perSecond(row) : Double.NaN)
                        .field("registrationId", row.registrationId())
                        .field("ownerId", row.ownerId())
                        .field("referenceId", row.referenceId())
                        .endObject();
            }
        }
        json.endArray();
    }

    private String rate(CounterRow row) {
        double rate = CounterValue.isCount(row) ? rates.perSecond(row) : Double.NaN;
        if (Double.isNaN(rate) || rate == 0) {
            return "";
        }
        return isBytes(row) ? Units.bytesPerSecond(rate) : Units.perSecond(rate);
    }

    private static boolean isBytes(CounterRow row) {
        if (row.is(CounterType.SYSTEM)) {
            int id = row.keyNumber();
            return id == SystemCounter.BYTES_SENT.id()
                    || id == SystemCounter.BYTES_RECEIVED.id()
                    || id == SystemCounter.BYTES_MAPPED.id()
                    || id == SystemCounter.RETRANSMITTED_BYTES.id();
        }
        return row.stream() != null
                && !row.is(CounterType.SENDER_BACK_PRESSURE)
                && !row.is(CounterType.FLOW_CONTROL_RECEIVERS)
                && !row.is(CounterType.SENDER_NAKS_RECEIVED)
                && !row.is(CounterType.RECEIVER_NAKS_SENT);
    }
}
