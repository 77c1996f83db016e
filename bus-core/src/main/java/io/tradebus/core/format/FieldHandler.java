package io.tradebus.core.format;

/** Takes the fields of a structure one by one, in their order, to print them. */
public interface FieldHandler {
    void onNumber(String name, long value);

    void onText(String name, String value);
}
