package io.tradebus.benchmarks;

import java.util.List;
import java.util.Locale;

/** Writes JSON, indented, as far as results need it. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean isFirst = true;

    void beginObject() {
        begin();
        open('{');
    }

    void beginObject(String name) {
        name(name);
        open('{');
    }

    void endObject() {
        close('}');
    }

    void beginArray(String name) {
        name(name);
        open('[');
    }

    void endArray() {
        close(']');
    }

    void field(String name, String value) {
        name(name);
        quote(value);
    }

    void field(String name, double value) {
        name(name);
        number(value);
    }

    void field(String name, List<Double> values) {
        name(name);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(", ");
            }
            number(values.get(i));
        }
        text.append(']');
    }

    String text() {
        return text + "\n";
    }

    private void name(String name) {
        begin();
        quote(name);
        text.append(": ");
    }

    private void begin() {
        if (!isFirst) {
            text.append(',');
        }
        if (depth > 0) {
            text.append('\n').append("  ".repeat(depth));
        }
        isFirst = false;
    }

    private void open(char bracket) {
        text.append(bracket);
        depth++;
        isFirst = true;
    }

    private void close(char bracket) {
        depth--;
        text.append('\n').append("  ".repeat(depth)).append(bracket);
        isFirst = false;
    }

    private void number(double value) {
        text.append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null");
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
