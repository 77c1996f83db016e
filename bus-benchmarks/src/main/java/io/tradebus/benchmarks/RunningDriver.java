package io.tradebus.benchmarks;

import java.nio.file.Path;

/** A driver that runs until it is closed. */
interface RunningDriver extends AutoCloseable {
    /** Where clients find it. */
    Path directory();

    /** The id of the process in which it runs. */
    long pid();

    /** Nanoseconds of processor time its own process has taken; 0 for a driver in this process. */
    long processCpuNs();

    @Override
    void close();
}
