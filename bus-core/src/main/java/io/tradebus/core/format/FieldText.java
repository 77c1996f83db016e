package io.tradebus.core.format;

/** Prints fields as {@code name=value}, each after a space. */
public final class FieldText implements FieldHandler {
    private final StringBuilder text;

    /** @param text what the fields are added to */
    public FieldText(StringBuilder text) {
        this.text = text;
    }

    @Override
    public void onNumber(String name, long value) {
        text.append(' ').append(name).append('=').append(value);
    }

    @Override
    public void onText(String name, String value) {
        text.append(' ').append(name).append('=').append(value);
    }
}
