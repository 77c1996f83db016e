package io.tradebus.benchmarks;

/** How messages are appended to a publication's log. */
enum PublicationKind {
    /** One by one, by the only thread that may. */
    EXCLUSIVE,
    /** One by one, by any thread of any client. */
    CONCURRENT,
    /** Many at once to an exclusive publication. Stock publications have no such call, and are offered one by one. */
    BATCH;

    /** Most messages of a batch. */
    static final int BATCH_SIZE = 32;
}
