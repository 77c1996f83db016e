package io.tradebus.core.config;

/** Who may end the driver by a request. */
public enum TerminationPolicy {
    /** Nobody. */
    DENY,
    /** Everybody who can write to the driver directory. */
    ALLOW
}
