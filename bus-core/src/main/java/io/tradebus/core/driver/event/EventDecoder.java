package io.tradebus.core.driver.event;

import io.tradebus.core.format.FieldHandler;
import io.tradebus.core.format.control.Commands;
import io.tradebus.core.format.control.Events;
import io.tradebus.core.format.frame.Frames;
import org.agrona.DirectBuffer;

/**
 * Takes the records of events apart that an {@link EventEncoder} wrote. Used by one thread; for what is printed, so it
 * allocates.
 */
final class EventDecoder {
    /** Takes the fields of an event one by one. Those of commands and responses come as they are declared there. */
    interface Handler extends FieldHandler {
        void onBytes(String name, long value);

        void onDuration(String name, long valueNs);

        void onFlag(String name, boolean value);
    }

    private int next;

    /** When the event was, in nanoseconds since the epoch. */
    static long timeNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset);
    }

    /** Hands over all fields. */
    void decode(DriverEvent event, DirectBuffer buffer, int offset, Handler handler) {
        next = offset + Long.BYTES;
        for (EventField field : event.fields()) {
            decode(field, buffer, handler);
        }
    }

    private void decode(EventField field, DirectBuffer buffer, Handler handler) {
        switch (field.kind()) {
            case NUMBER -> handler.onNumber(field.name(), integer(buffer));
            case BYTES -> handler.onBytes(field.name(), integer(buffer));
            case DURATION -> handler.onDuration(field.name(), integer(buffer));
            case FLAG -> handler.onFlag(field.name(), integer(buffer) != 0);
            case TEXT -> handler.onText(field.name(), text(buffer));
            case ADDRESS -> handler.onText(field.name(), address(buffer));
            case COMMAND, RESPONSE, FRAME -> captured(field, buffer, handler);
        }
    }

    private long integer(DirectBuffer buffer) {
        long value = buffer.getLong(next);
        next += Long.BYTES;
        return value;
    }

    private String text(DirectBuffer buffer) {
        String text = buffer.getStringAscii(next);
        next += Integer.BYTES + text.length();
        return text;
    }

    private String address(DirectBuffer buffer) {
        int port = buffer.getInt(next);
        byte[] host = new byte[buffer.getInt(next + Integer.BYTES)];
        buffer.getBytes(next + 2 * Integer.BYTES, host);
        next += 2 * Integer.BYTES + host.length;
        return AddressBytes.text(host, port);
    }

    private void captured(EventField field, DirectBuffer buffer, Handler handler) {
        int typeId = buffer.getInt(next);
        int length = buffer.getInt(next + Integer.BYTES);
        int kept = buffer.getInt(next + 2 * Integer.BYTES);
        int start = next + 3 * Integer.BYTES;
        next = start + kept;
        switch (field.kind()) {
            case COMMAND -> command(typeId, buffer, start, kept, handler);
            case RESPONSE -> response(typeId, buffer, start, kept, handler);
            default -> {
                handler.onBytes("length", length);
                handler.onText(field.name(), frame(buffer, start, length, kept));
            }
        }
    }

    private static void command(int typeId, DirectBuffer buffer, int offset, int length, Handler handler) {
        String problem = Commands.validate(typeId, buffer, offset, length);
        if (problem == null) {
            Commands.forEachField(typeId, buffer, offset, length, handler);
        } else {
            handler.onText("problem", problem);
        }
    }

    private static void response(int typeId, DirectBuffer buffer, int offset, int length, Handler handler) {
        String problem = Events.validate(typeId, buffer, offset, length);
        if (problem == null) {
            Events.forEachField(typeId, buffer, offset, handler);
        } else {
            handler.onText("problem", problem);
        }
    }

    /** Of data only the header was kept, which is all that is printed of it. */
    private static String frame(DirectBuffer buffer, int offset, int length, int kept) {
        return kept == EventEncoder.MAX_CAPTURED && kept < length
                ? "frame of " + length + " bytes"
                : Frames.describe(buffer, offset, length);
    }
}
