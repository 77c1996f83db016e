package io.tradebus.benchmarks;

/** One way to read a stream. For one thread. */
interface LogReader {
    /** As results call it. */
    String name();

    /** Takes a few messages of those that are there. */
    void poll();

    /** Messages so far. */
    long messages();

    /** Sum of the first number in each of them. */
    long sum();
}
