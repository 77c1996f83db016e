package io.tradebus.core.driver.event;

import org.agrona.DirectBuffer;

/**
 * Prints an event as a JSON object: {@code time}, {@code event}, {@code id}, then its fields. Bytes and nanoseconds are
 * plain numbers.
 */
final class EventJson implements EventFormat, EventDecoder.Handler {
    private final EventDecoder decoder = new EventDecoder();
    private final EventTime time = new EventTime();
    private final StringBuilder line = new StringBuilder();

    @Override
    public String line(int typeId, DirectBuffer buffer, int offset) {
        line.setLength(0);
        line.append("{\"time\":\"").append(time.text(EventDecoder.timeNs(buffer, offset)));
        DriverEvent event = DriverEvent.of(typeId);
        line.append("\",\"event\":\"").append(event == null ? "UNKNOWN" : event.name());
        line.append("\",\"id\":").append(typeId);
        if (event != null) {
            decoder.decode(event, buffer, offset, this);
        }
        return line.append('}').toString();
    }

    @Override
    public void onNumber(String name, long value) {
        named(name).append(value);
    }

    @Override
    public void onBytes(String name, long value) {
        onNumber(name, value);
    }

    @Override
    public void onDuration(String name, long valueNs) {
        onNumber(name + "Ns", valueNs);
    }

    @Override
    public void onFlag(String name, boolean value) {
        named(name).append(value);
    }

    @Override
    public void onText(String name, String value) {
        appendQuoted(named(name), value);
    }

    /** Appends a text in quotation marks, with everything escaped that must not stand in them. */
    static void appendQuoted(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '"', '\\' -> line.append('\\').append(letter);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(letter)) {
                        line.append("\\u00")
                                .append(Character.forDigit(letter >> 4, 16))
                                .append(Character.forDigit(letter & 0xF, 16));
                    } else {
                        line.append(letter);
                    }
                }
            }
        }
        line.append('"');
    }

    private StringBuilder named(String name) {
        return line.append(",\"").append(name).append("\":");
    }
}
