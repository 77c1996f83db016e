package io.tradebus.core.tools;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.format.PrintableText;
import io.tradebus.core.tools.text.Table;
import io.tradebus.core.tools.text.Units;
import io.tradebus.core.tools.view.CounterRow;
import io.tradebus.core.tools.view.Limitation;
import io.tradebus.core.tools.view.LiveChannel;
import io.tradebus.core.tools.view.LiveStream;
import io.tradebus.core.tools.view.LiveStreams;
import io.tradebus.core.tools.view.LiveSubscriber;
import io.tradebus.core.tools.view.LogFacts;
import io.tradebus.core.tools.view.Rates;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes streams for people, one block each. */
final class StreamsText {
    private final StringBuilder text;
    private final Rates rates;

    StreamsText(StringBuilder text, Rates rates) {
        this.text = text;
        this.rates = rates;
    }

    void write(LiveStreams streams) {
        if (streams.streams().isEmpty()) {
            text.append("\nno streams\n");
        }
        streams.streams().forEach(this::write);
        for (LiveStreams.SilentChannel silent : streams.silent()) {
            LiveChannel channel = silent.channel();
            text.append("\nno stream at ")
                    .append(PrintableText.of(channel.channel()))
                    .append("\n  channel ");
            text.append(state(channel))
                    .append("\n  -> ")
                    .append(silent.reason())
                    .append('\n');
        }
    }

    private void write(LiveStream stream) {
        text.append("\nstream ").append(stream.key().streamId());
        text.append(", session ").append(stream.key().sessionId());
        text.append("  ")
                .append(stream.key().channel())
                .append("\n  ")
                .append(title(stream))
                .append('\n');
        Table table = new Table("    ", "lrrl");
        if (stream.isPublication()) {
            publication(table, stream);
        } else {
            image(table, stream);
        }
        for (LiveSubscriber subscriber : stream.subscribers()) {
            table.row(
                    subscriber.name(),
                    Units.count(subscriber.position()),
                    rate(subscriber.row()),
                    behind(stream.unread(subscriber), "all read", " behind"));
        }
        table.writeTo(text);
        if (stream.channel() != null) {
            text.append("    channel ").append(state(stream.channel())).append('\n');
        }
        text.append("  -> ").append(Limitation.of(stream).text()).append('\n');
    }

    private static String title(LiveStream stream) {
        LogFacts log = stream.log();
        StringBuilder title = new StringBuilder(stream.isPublication() ? "publication " : "image ");
        title.append(stream.key().registrationId());
        if (log == null) {
            return title.append(" of ")
                    .append(stream.owner())
                    .append(", its log cannot be read")
                    .toString();
        }
        if (stream.isPublication()) {
            title.append(" of ").append(stream.owner()).append(log.isExclusive() ? ", exclusive" : ", shared");
        }
        title.append(", term ").append(Units.bytes(log.termLength()));
        int window = stream.isPublication() ? log.publicationWindow() : log.receiverWindow();
        return title.append(", window ")
                .append(Units.bytes(window))
                .append(", MTU ")
                .append(Units.count(log.mtuLength()))
                .append(" B")
                .append(stream.isPublication() && log.isConnected() ? ", connected" : "")
                .append(log.isEnded() ? ", ended" : "")
                .append(log.isRevoked() ? ", revoked" : "")
                .toString();
    }

    private void publication(Table table, LiveStream stream) {
        row(table, "appended", stream.counter(CounterType.PUBLISHER_POSITION), "");
        row(table, "limit", stream.counter(CounterType.PUBLISHER_LIMIT), left(stream.windowLeft()));
        if (!stream.isSent()) {
            return;
        }
        row(table, "sent", stream.counter(CounterType.SENDER_POSITION), behind(stream.unsent(), "all sent", " unsent"));
        row(table, "receivers take", stream.counter(CounterType.SENDER_LIMIT), left(stream.senderWindowLeft()));
        row(table, "receivers in group", stream.counter(CounterType.FLOW_CONTROL_RECEIVERS), "");
        row(table, "waits for receivers", stream.counter(CounterType.SENDER_BACK_PRESSURE), "");
        row(table, "NAKs received", stream.counter(CounterType.SENDER_NAKS_RECEIVED), "");
    }

    private void image(Table table, LiveStream stream) {
        row(
                table,
                "received",
                stream.counter(CounterType.RECEIVER_POSITION),
                behind(stream.behindGap(), "no gap", " from a gap to the highest"));
        row(table, "highest received", stream.counter(CounterType.RECEIVER_HIGH_WATER_MARK), "");
        row(table, "NAKs sent", stream.counter(CounterType.RECEIVER_NAKS_SENT), "");
        for (CounterRow row : stream.counters()) {
            if (row.is(CounterType.CONGESTION)) {
                int colon = row.label().indexOf(':');
                row(table, colon < 0 ? row.label() : row.label().substring(0, colon), row, "");
            }
        }
    }

    private void row(Table table, String name, @Nullable CounterRow row, String remark) {
        if (row != null) {
            table.row(name, Units.count(row.value()), rate(row), remark);
        }
    }

    private String rate(CounterRow row) {
        double rate = rates.perSecond(row);
        boolean isPosition = !row.is(CounterType.SENDER_BACK_PRESSURE)
                && !row.is(CounterType.SENDER_NAKS_RECEIVED)
                && !row.is(CounterType.RECEIVER_NAKS_SENT)
                && !row.is(CounterType.FLOW_CONTROL_RECEIVERS)
                && !row.is(CounterType.CONGESTION);
        return isPosition ? Units.bytesPerSecond(rate) : Units.perSecond(rate);
    }

    private static String left(long length) {
        return length == LiveStream.UNKNOWN ? "" : length == 0 ? "nothing left" : Units.bytes(length) + " left";
    }

    private static String behind(long length, String nothing, String words) {
        return length == LiveStream.UNKNOWN ? "" : length == 0 ? nothing : Units.bytes(length) + words;
    }

    private static String destinations(long count) {
        if (count == LiveChannel.NO_DESTINATIONS) {
            return "";
        }
        return count == 1 ? ", 1 destination" : ", " + (count == 0 ? "no" : Units.count(count)) + " destinations";
    }

    private static String state(LiveChannel channel) {
        String status = channel.statusName().toLowerCase(Locale.ROOT);
        String bound =
                channel.localAddresses().isEmpty() ? "" : ", bound to " + String.join(", ", channel.localAddresses());
        return status + bound + destinations(channel.destinations());
    }
}
