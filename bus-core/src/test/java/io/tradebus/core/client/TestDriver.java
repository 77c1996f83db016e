package io.tradebus.core.client;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;

/** A driver in this process, with a directory of its own that goes when it is closed. */
interface TestDriver extends AutoCloseable {
    Path directory();

    /** Stops the driver and leaves its directory. */
    void stop();

    @Override
    void close();

    default ClientConfig clientConfig() {
        return ClientConfig.defaults(directory());
    }

    static Path newDirectory() {
        return TestDirectories.create();
    }
}
