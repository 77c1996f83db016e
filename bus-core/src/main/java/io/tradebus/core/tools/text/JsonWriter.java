package io.tradebus.core.tools.text;

import org.jspecify.annotations.Nullable;

/** Writes one JSON value on one line. What is not known is left out, so that a script sees no number that is none. */
public final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder();
    private boolean needsComma;

    /** Begins an object: the whole value, or an element of an array. */
    public JsonWriter beginObject() {
        separate();
        return open('{');
    }

    /** Begins an object that is a field of another. */
    public JsonWriter beginObject(String name) {
        name(name);
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray(String name) {
        name(name);
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    public JsonWriter field(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    /** A number with a fraction; left out when it is none. */
    public JsonWriter field(String name, double value) {
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            name(name);
            text.append(value);
        }
        return this;
    }

    public JsonWriter field(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    /** A text; left out when it is null. */
    public JsonWriter field(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
        return this;
    }

    /** An element of an array. */
    public JsonWriter element(String value) {
        separate();
        string(value);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private JsonWriter open(char bracket) {
        text.append(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    private void name(String name) {
        separate();
        string(name);
        text.append(':');
    }

    private void separate() {
        if (needsComma) {
            text.append(',');
        }
        needsComma = true;
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        escape(c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX[c >> shift & 0xF]);
        }
    }
}
