package io.tradebus.core.tools.view;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.StreamKey;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * One counter at a moment.
 *
 * @param id number of the counter
 * @param ownerId client it belongs to; -1 for the driver, 0 if nobody said
 * @param referenceId what it refers to, as its type says
 * @param stream what it is about, with the whole channel as far as the label has it; null if that is no stream
 * @param keyNumber first 32 bits of the key: the counter id of a channel status, where the type says so
 */
public record CounterRow(
        int id,
        int typeId,
        String label,
        long value,
        long registrationId,
        long ownerId,
        long referenceId,
        @Nullable StreamKey stream,
        int keyNumber) {
    private static final int LABEL_TEXT = CountersReader.LABEL_OFFSET + Integer.BYTES;

    /** All counters that are allocated, by their ids. */
    static List<CounterRow> all(CountersReader counters) {
        List<CounterRow> rows = new ArrayList<>();
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            int state = counters.getCounterState(id);
            if (state == CountersReader.RECORD_UNUSED) {
                break;
            }
            if (state == CountersReader.RECORD_ALLOCATED) {
                rows.add(read(counters, id));
            }
        }
        return rows;
    }

    private static CounterRow read(CountersReader counters, int id) {
        DirectBuffer metadata = counters.metaDataBuffer();
        int record = CountersReader.metaDataOffset(id);
        int key = record + CountersReader.KEY_OFFSET;
        int typeId = counters.getCounterTypeId(id);
        int length = metadata.getInt(record + CountersReader.LABEL_OFFSET);
        String label = metadata.getStringWithoutLengthAscii(
                record + LABEL_TEXT, Math.max(0, Math.min(length, CountersReader.MAX_LABEL_LENGTH)));
        return new CounterRow(
                id,
                typeId,
                label,
                counters.getCounterValue(id),
                counters.getCounterRegistrationId(id),
                counters.getCounterOwnerId(id),
                counters.getCounterReferenceId(id),
                isOfStream(typeId) ? whole(StreamKey.read(metadata, key), label) : null,
                metadata.getInt(key));
    }

    public boolean is(CounterType type) {
        return typeId == type.id();
    }

    /** The type by its name; null for types that no driver allocates. */
    public @Nullable String typeName() {
        for (CounterType type : CounterType.values()) {
            if (type.id() == typeId) {
                return type.label();
            }
        }
        for (EvidenceCounter counter : EvidenceCounter.values()) {
            if (counter.id() == typeId) {
                return counter.label();
            }
        }
        return typeId == EvidenceCounter.REJECTED_DATAGRAMS_TYPE_ID ? "rejected-datagrams" : null;
    }

    /** What the label says after its name; the whole label if it has none. */
    public String description() {
        int colon = label.indexOf(": ");
        return colon < 0 ? label : label.substring(colon + 2);
    }

    /** The channel of a channel's own counter, without the address that was added to it; null for other counters. */
    public @Nullable String channel() {
        if (stream != null) {
            return stream.channel();
        }
        if (is(CounterType.SEND_CHANNEL_STATUS)
                || is(CounterType.RECEIVE_CHANNEL_STATUS)
                || is(CounterType.DESTINATIONS)) {
            String described = description();
            int blank = described.indexOf(' ');
            return blank < 0 ? described : described.substring(0, blank);
        }
        return null;
    }

    private static boolean isOfStream(int typeId) {
        return typeId >= CounterType.PUBLISHER_LIMIT.id() && typeId <= CounterType.RECEIVER_POSITION.id()
                || typeId == CounterType.SENDER_LIMIT.id()
                || typeId == CounterType.CONGESTION.id()
                || typeId == CounterType.PUBLISHER_POSITION.id()
                || typeId == CounterType.SENDER_BACK_PRESSURE.id()
                || typeId == CounterType.FLOW_CONTROL_RECEIVERS.id()
                || typeId == CounterType.SENDER_NAKS_RECEIVED.id()
                || typeId == CounterType.RECEIVER_NAKS_SENT.id();
    }

    /** The key with the channel of the label, which is cut later than that of the key. */
    private static StreamKey whole(StreamKey key, String label) {
        int start = key.channel().isEmpty() ? -1 : label.indexOf(key.channel());
        if (start < 0) {
            return key;
        }
        int end = label.indexOf(' ', start + key.channel().length());
        String channel = end < 0 ? label.substring(start) : label.substring(start, end);
        return new StreamKey(key.registrationId(), key.sessionId(), key.streamId(), channel);
    }
}
