package io.tradebus.core.format.log;

/** What a log is the log of. */
public enum LogKind {
    /** Several threads and clients may append. */
    CONCURRENT_PUBLICATION(0),
    /** One thread appends. */
    EXCLUSIVE_PUBLICATION(1),
    /** A receiver rebuilds what a remote publication sent. */
    IMAGE(2);

    private static final LogKind[] KINDS = values();

    private final int code;

    LogKind(int code) {
        this.code = code;
    }

    /** The byte in the metadata. */
    public int code() {
        return code;
    }

    /**
     * The kind with a code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LogKind ofCode(int code) {
        if (code < 0 || code >= KINDS.length) {
            throw new IllegalArgumentException(
                    "log kind must be from 0 to " + (KINDS.length - 1) + ", but was " + code);
        }
        return KINDS[code];
    }
}
