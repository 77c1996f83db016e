package io.tradebus.core.config;

/** Where errors go that do not fit the error log any more. */
public enum FallbackLogger {
    /** Standard error. */
    STDERR,
    /** Standard output. */
    STDOUT,
    /** Nowhere. */
    NO_OP
}
