package io.tradebus.benchmarks;

import java.nio.file.Path;

/** A driver that runs until it is closed. */
interface RunningDriver extends AutoCloseable {
    /** Where clients find it. */
    Path directory();

    @Override
    void close();
}
