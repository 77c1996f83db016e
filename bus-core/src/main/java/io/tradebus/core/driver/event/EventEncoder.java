package io.tradebus.core.driver.event;

import io.tradebus.core.driver.event.EventField.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events, one after another: {@link #begin}, the fields in the order in which {@link DriverEvent} declares them,
 * {@link #end}. Used by one thread, and only for events that are on.
 */
final class EventEncoder {
    /** Bytes of a command, of a response or of a datagram that are kept at most. */
    static final int MAX_CAPTURED = 8 << 10;

    private static final int INITIAL_LENGTH = 256;
    private static final int MAX_TEXT_LENGTH = 2 << 10;
    private static final byte[] NO_ADDRESS = {};

    private final MutableDirectBuffer record = new ExpandableArrayBuffer(INITIAL_LENGTH);
    private final EventLog log;
    private DriverEvent event = DriverEvent.TEXT_DATA;
    private int length;
    private int field;

    EventEncoder(EventLog log) {
        this.log = log;
    }

    EventEncoder begin(DriverEvent event) {
        this.event = event;
        field = 0;
        record.putLong(0, log.nowNs());
        length = Long.BYTES;
        return this;
    }

    EventEncoder number(long value) {
        return integer(Kind.NUMBER, value);
    }

    EventEncoder bytes(long value) {
        return integer(Kind.BYTES, value);
    }

    EventEncoder duration(long valueNs) {
        return integer(Kind.DURATION, valueNs);
    }

    EventEncoder flag(boolean value) {
        return integer(Kind.FLAG, value ? 1 : 0);
    }

    EventEncoder text(String value) {
        onNext(Kind.TEXT);
        String kept = value.length() > MAX_TEXT_LENGTH ? value.substring(0, MAX_TEXT_LENGTH) : value;
        length += record.putStringAscii(length, kept);
        return this;
    }

    EventEncoder address(@Nullable InetSocketAddress value) {
        onNext(Kind.ADDRESS);
        InetAddress host = value == null ? null : value.getAddress();
        byte[] bytes = host == null ? NO_ADDRESS : host.getAddress();
        record.putInt(length, value == null ? 0 : value.getPort());
        record.putInt(length + Integer.BYTES, bytes.length);
        record.putBytes(length + 2 * Integer.BYTES, bytes);
        length += 2 * Integer.BYTES + bytes.length;
        return this;
    }

    EventEncoder command(int typeId, DirectBuffer buffer, int offset, int bytes) {
        onNext(Kind.COMMAND);
        return captured(typeId, buffer, offset, bytes, MAX_CAPTURED);
    }

    EventEncoder response(int typeId, DirectBuffer buffer, int offset, int bytes) {
        onNext(Kind.RESPONSE);
        return captured(typeId, buffer, offset, bytes, MAX_CAPTURED);
    }

    /** @param limit bytes to keep at most */
    EventEncoder frame(DirectBuffer buffer, int offset, int bytes, int limit) {
        onNext(Kind.FRAME);
        return captured(0, buffer, offset, bytes, limit);
    }

    void end() {
        assert field == event.fields().size() : event + " has " + event.fields().size() + " fields, not " + field;
        log.write(event, record, length);
    }

    private EventEncoder integer(Kind kind, long value) {
        onNext(kind);
        record.putLong(length, value);
        length += Long.BYTES;
        return this;
    }

    private EventEncoder captured(int typeId, DirectBuffer buffer, int offset, int bytes, int limit) {
        int kept = Math.min(bytes, limit);
        record.putInt(length, typeId);
        record.putInt(length + Integer.BYTES, bytes);
        record.putInt(length + 2 * Integer.BYTES, kept);
        record.putBytes(length + 3 * Integer.BYTES, buffer, offset, kept);
        length += 3 * Integer.BYTES + kept;
        return this;
    }

    private void onNext(Kind kind) {
        assert event.fields().get(field).kind() == kind : event + " has no " + kind + " at " + field;
        field++;
    }
}
