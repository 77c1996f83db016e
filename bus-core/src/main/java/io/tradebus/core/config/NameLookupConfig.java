package io.tradebus.core.config;

/**
 * Where names of hosts are looked up first.
 *
 * @param kind source of names
 * @param arguments rows {@code name,initial host,re-resolution host} joined by {@code |}, for
 *     {@link NameLookupKind#CSV_TABLE}
 */
public record NameLookupConfig(NameLookupKind kind, String arguments) {
    /** What holds when nothing is set. */
    public static final NameLookupConfig DEFAULT = new NameLookupConfig(NameLookupKind.DEFAULT, "");

    public NameLookupConfig withKind(NameLookupKind kind) {
        return new NameLookupConfig(kind, arguments);
    }

    public NameLookupConfig withArguments(String arguments) {
        return new NameLookupConfig(kind, arguments);
    }
}
