package io.tradebus.spring.autoconfigure.preflight;

/** What a finding about the machine leads to. */
public enum PreflightMode {
    /** A warning at the start. */
    WARN,
    /** The start fails. */
    FAIL,
    /** Nobody looks. */
    OFF
}
