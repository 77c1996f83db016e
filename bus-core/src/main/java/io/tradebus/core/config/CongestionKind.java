package io.tradebus.core.config;

/** How a receiver adapts its window. */
public enum CongestionKind {
    /** As the channel says, else like {@link #STATIC}. */
    DEFAULT,
    /** Not at all. */
    STATIC,
    /** By the cubic function of time since the last loss. */
    CUBIC
}
