package io.tradebus.core.driver.event;

import org.agrona.DirectBuffer;
import org.agrona.SystemUtil;

/**
 * Prints an event for people: time, name, and its fields as {@code name=value}, with units where a number has one. A text
 * that has a space in it, or a character that would be a command to a terminal, stands in quotation marks.
 */
final class EventText implements EventFormat, EventDecoder.Handler {
    private final EventDecoder decoder = new EventDecoder();
    private final EventTime time = new EventTime();
    private final StringBuilder line = new StringBuilder();

    @Override
    public String line(int typeId, DirectBuffer buffer, int offset) {
        line.setLength(0);
        line.append(time.text(EventDecoder.timeNs(buffer, offset))).append(' ');
        DriverEvent event = DriverEvent.of(typeId);
        if (event == null) {
            return line.append("event ").append(typeId).toString();
        }
        line.append(event.name());
        decoder.decode(event, buffer, offset, this);
        return line.toString();
    }

    @Override
    public void onNumber(String name, long value) {
        named(name).append(value);
    }

    @Override
    public void onBytes(String name, long value) {
        named(name).append(value).append(" bytes");
    }

    @Override
    public void onDuration(String name, long valueNs) {
        named(name).append(SystemUtil.formatDuration(valueNs));
    }

    @Override
    public void onFlag(String name, boolean value) {
        named(name).append(value);
    }

    @Override
    public void onText(String name, String value) {
        StringBuilder text = named(name);
        if (value.isEmpty() || value.chars().anyMatch(letter -> letter <= ' ' || letter == '"' || letter >= 0x7F)) {
            EventJson.appendQuoted(text, value);
        } else {
            text.append(value);
        }
    }

    private StringBuilder named(String name) {
        return line.append(' ').append(name).append('=');
    }
}
