package io.tradebus.core.tools;

/** With which status a tool ends; scripts rely on it. */
final class ExitStatus {
    static final int OK = 0;

    /** No driver is running, or there is nothing to read. What is left of one may have been shown all the same. */
    static final int ABSENT = 1;

    /** The arguments are wrong. */
    static final int USAGE = 2;

    /** The driver did not do what it was asked for. */
    static final int REFUSED = 3;

    private ExitStatus() {}
}
