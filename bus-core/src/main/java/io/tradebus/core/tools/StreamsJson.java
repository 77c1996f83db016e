package io.tradebus.core.tools;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.view.CounterRow;
import io.tradebus.core.tools.view.Limitation;
import io.tradebus.core.tools.view.LiveChannel;
import io.tradebus.core.tools.view.LiveStream;
import io.tradebus.core.tools.view.LiveStreams;
import io.tradebus.core.tools.view.LiveSubscriber;
import io.tradebus.core.tools.view.LogFacts;
import io.tradebus.core.tools.view.Party;
import io.tradebus.core.tools.view.Rates;
import java.util.Locale;

/** Writes streams for scripts. */
final class StreamsJson {
    private final JsonWriter json;
    private final Rates rates;

    StreamsJson(JsonWriter json, Rates rates) {
        this.json = json;
        this.rates = rates;
    }

    /** Appends the fields {@code streams} and {@code silentChannels} to the open object. */
    void write(LiveStreams streams) {
        json.beginArray("streams");
        streams.streams().forEach(this::write);
        json.endArray().beginArray("silentChannels");
        for (LiveStreams.SilentChannel silent : streams.silent()) {
            json.beginObject();
            write(silent.channel());
            json.field("reason", silent.reason()).endObject();
        }
        json.endArray();
    }

    private void write(LiveStream stream) {
        Limitation limitation = Limitation.of(stream);
        json.beginObject()
                .field("kind", stream.kind().name().toLowerCase(Locale.ROOT))
                .field("streamId", stream.key().streamId())
                .field("sessionId", stream.key().sessionId())
                .field("registrationId", stream.key().registrationId())
                .field("channel", stream.key().channel());
        owner(stream.owner());
        if (stream.log() != null) {
            log(stream, stream.log());
        }
        positions(stream);
        json.beginArray("subscribers");
        stream.subscribers().forEach(subscriber -> subscriber(stream, subscriber));
        json.endArray();
        if (stream.channel() != null) {
            json.beginObject("endpoint");
            write(stream.channel());
            json.endObject();
        }
        json.field("limitedBy", limitation.kind().name().toLowerCase(Locale.ROOT))
                .field("limitation", limitation.text())
                .endObject();
    }

    private void log(LiveStream stream, LogFacts log) {
        json.field("termLength", log.termLength()).field("mtuLength", log.mtuLength());
        if (stream.isPublication()) {
            json.field("exclusive", log.isExclusive())
                    .field("connected", log.isConnected())
                    .field("window", log.publicationWindow());
        } else {
            json.field("window", log.receiverWindow());
        }
        json.field("ended", log.isEnded()).field("revoked", log.isRevoked());
    }

    private void positions(LiveStream stream) {
        counter("position", stream, CounterType.PUBLISHER_POSITION);
        counter("limit", stream, CounterType.PUBLISHER_LIMIT);
        counter("senderPosition", stream, CounterType.SENDER_POSITION);
        counter("senderLimit", stream, CounterType.SENDER_LIMIT);
        counter("flowControlReceivers", stream, CounterType.FLOW_CONTROL_RECEIVERS);
        counter("backPressureEvents", stream, CounterType.SENDER_BACK_PRESSURE);
        counter("naksReceived", stream, CounterType.SENDER_NAKS_RECEIVED);
        counter("receiverPosition", stream, CounterType.RECEIVER_POSITION);
        counter("receiverHighWaterMark", stream, CounterType.RECEIVER_HIGH_WATER_MARK);
        counter("naksSent", stream, CounterType.RECEIVER_NAKS_SENT);
        known("windowLeft", stream.windowLeft());
        known("senderWindowLeft", stream.senderWindowLeft());
        known("unsent", stream.unsent());
        known("behindGap", stream.behindGap());
        CounterRow moving =
                stream.counter(stream.isPublication() ? CounterType.PUBLISHER_POSITION : CounterType.RECEIVER_POSITION);
        json.field("bytesPerSecond", rates.perSecond(moving));
    }

    private void subscriber(LiveStream stream, LiveSubscriber subscriber) {
        json.beginObject()
                .field("registrationId", subscriber.id())
                .field("spy", subscriber.isSpy())
                .field("position", subscriber.position());
        owner(subscriber.owner());
        known("joinPosition", subscriber.joinPosition());
        json.field("unread", stream.unread(subscriber))
                .field("bytesPerSecond", rates.perSecond(subscriber.row()))
                .endObject();
    }

    private void write(LiveChannel channel) {
        json.field("channel", channel.channel())
                .field("statusCounterId", channel.status().id())
                .field("status", channel.statusName().toLowerCase(Locale.ROOT))
                .beginArray("localAddresses");
        channel.localAddresses().forEach(json::element);
        json.endArray();
        if (channel.destinations() != LiveChannel.NO_DESTINATIONS) {
            json.field("destinations", channel.destinations());
        }
    }

    private void owner(Party owner) {
        if (owner.id() > 0) {
            json.field("clientId", owner.id()).field("client", owner.name());
        }
    }

    private void counter(String name, LiveStream stream, CounterType type) {
        if (stream.counter(type) != null) {
            json.field(name, stream.value(type));
        }
    }

    private void known(String name, long value) {
        if (value != LiveStream.UNKNOWN) {
            json.field(name, value);
        }
    }
}
