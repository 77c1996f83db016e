package io.tradebus.benchmarks;

/** Who may append to a publication's log. */
enum PublicationKind {
    /** One thread. */
    EXCLUSIVE,
    /** Any thread of any client. */
    CONCURRENT
}
