package io.tradebus.core.config;

/** Who slows a sender down. */
public enum FlowControlKind {
    /** The only receiver. */
    UNICAST,
    /** The fastest receiver; the others may lose data. */
    MAX,
    /** The slowest receiver. */
    MIN,
    /** The slowest receiver that carries the group tag. */
    TAGGED
}
