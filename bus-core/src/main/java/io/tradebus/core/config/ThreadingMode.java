package io.tradebus.core.config;

/** Which agents of the driver share a thread. */
public enum ThreadingMode {
    /** Conductor, sender and receiver each have their own. */
    DEDICATED,
    /** The conductor has its own; sender and receiver share one. */
    SHARED_NETWORK,
    /** One thread for all. */
    SHARED,
    /** No thread: the program that embeds the driver calls it. */
    INVOKER
}
