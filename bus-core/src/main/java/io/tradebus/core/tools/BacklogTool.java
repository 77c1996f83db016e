package io.tradebus.core.tools;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Table;
import io.tradebus.core.tools.text.Units;
import io.tradebus.core.tools.view.LiveStream;
import io.tradebus.core.tools.view.LiveStreams;
import io.tradebus.core.tools.view.LiveSubscriber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Where data waits, the worst first. */
final class BacklogTool implements Tool, CounterView.Content {
    private static final Comparator<LiveStream> WORST_FIRST =
            Comparator.comparingLong(LiveStream::worstBacklog).reversed();

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String purpose() {
        return "what waits in each stream: unsent, unacknowledged, behind a gap, unread; the worst first";
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
    public void writeText(StringBuilder text, CounterView.Look look) {
        text.append('\n');
        writeText(text, worstFirst(look));
    }

    @Override
    public void writeJson(JsonWriter json, CounterView.Look look) {
        writeJson(json, worstFirst(look));
    }

    private static List<LiveStream> worstFirst(CounterView.Look look) {
        List<LiveStream> streams = new ArrayList<>(LiveStreams.of(look.snapshot(), look.counters())
                .filtered(look.filter())
                .streams());
        streams.sort(WORST_FIRST);
        return streams;
    }

    private static void writeText(StringBuilder text, List<LiveStream> streams) {
        if (streams.isEmpty()) {
            text.append("no streams\n");
            return;
        }
        Table table = new Table("", "rrlrrrrrrl");
        table.row(
                "stream",
                "session",
                "side",
                "window left",
                "unsent",
                "may send",
                "unacked",
                "behind gap",
                "unread",
                "by whom; channel");
        for (LiveStream stream : streams) {
            LiveSubscriber slowest = stream.slowest();
            table.row(
                    Integer.toString(stream.key().streamId()),
                    Integer.toString(stream.key().sessionId()),
                    side(stream),
                    bytes(stream.windowLeft()),
                    bytes(stream.unsent()),
                    bytes(stream.senderWindowLeft()),
                    bytes(unacknowledged(stream, streams)),
                    bytes(stream.behindGap()),
                    slowest == null ? "" : bytes(stream.unread(slowest)),
                    (slowest == null ? "nobody here" : slowest.name()) + "; "
                            + stream.key().channel());
            for (int i = 1; i < stream.subscribers().size(); i++) {
                LiveSubscriber other = stream.subscribers().get(i);
                table.row("", "", "", "", "", "", "", "", bytes(stream.unread(other)), other.name());
            }
        }
        table.writeTo(text);
    }

    private static void writeJson(JsonWriter json, List<LiveStream> streams) {
        json.beginArray("backlog");
        for (LiveStream stream : streams) {
            json.beginObject()
                    .field("kind", side(stream))
                    .field("streamId", stream.key().streamId())
                    .field("sessionId", stream.key().sessionId())
                    .field("registrationId", stream.key().registrationId())
                    .field("channel", stream.key().channel());
            known(json, "windowLeft", stream.windowLeft());
            known(json, "senderWindowLeft", stream.senderWindowLeft());
            known(json, "unsent", stream.unsent());
            known(json, "unacknowledged", unacknowledged(stream, streams));
            known(json, "behindGap", stream.behindGap());
            json.beginArray("subscribers");
            for (LiveSubscriber subscriber : stream.subscribers()) {
                json.beginObject()
                        .field("registrationId", subscriber.id())
                        .field("clientId", subscriber.owner().id())
                        .field("client", subscriber.owner().name())
                        .field("spy", subscriber.isSpy())
                        .field("unread", stream.unread(subscriber))
                        .endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
    }

    private static String side(LiveStream stream) {
        return stream.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Known only if the receiver's window is: that of an image on this host, of the same session on the same channel. */
    private static long unacknowledged(LiveStream stream, List<LiveStream> streams) {
        for (LiveStream other : streams) {
            if (!other.isPublication()
                    && other.log() != null
                    && other.key().sessionId() == stream.key().sessionId()
                    && other.key().streamId() == stream.key().streamId()
                    && mayMeet(stream.key().channel(), other.key().channel())) {
                return stream.unacknowledged(other.log().receiverWindow());
            }
        }
        return LiveStream.UNKNOWN;
    }

    /** Whether what is sent to one channel may be received by the other; an endpoint of both must be the same. */
    private static boolean mayMeet(String sent, String received) {
        try {
            String to = ChannelUri.parse(sent).get(ChannelParam.ENDPOINT);
            String at = ChannelUri.parse(received).get(ChannelParam.ENDPOINT);
            return to == null || at == null || to.equalsIgnoreCase(at);
        } catch (ChannelException e) {
            // Labels are cut off where they are too long.
            return true;
        }
    }

    private static String bytes(long length) {
        return length == LiveStream.UNKNOWN ? "" : Units.bytes(length);
    }

    private static void known(JsonWriter json, String name, long value) {
        if (value != LiveStream.UNKNOWN) {
            json.field(name, value);
        }
    }
}
