package io.tradebus.core.config;

/** Where names of hosts are looked up first. */
public enum NameLookupKind {
    /** The operating system. */
    DEFAULT,
    /** The neighbouring drivers. */
    DRIVER,
    /** A table that is given, for tests. */
    CSV_TABLE
}
