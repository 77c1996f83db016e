package io.tradebus.benchmarks;

import java.util.List;

/** Which threads a driver has. */
enum Threading {
    /** One thread does everything. */
    SHARED("shared"),
    /** One for sending and receiving, one for the rest. */
    SHARED_NETWORK("sharednetwork", "conductor"),
    /** One each for sending, receiving, and the rest. */
    DEDICATED("sender", "receiver", "conductor");

    private final List<String> threads;

    Threading(String... threads) {
        this.threads = List.of(threads);
    }

    /** The threads, as settings name them. */
    List<String> threads() {
        return threads;
    }
}
