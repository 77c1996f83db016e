package io.tradebus.core.files;

import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;

/** A parent for driver directories of one test, in memory where there is such a file system. */
final class TestDirectory implements AutoCloseable {
    private final Path parent = TestDirectories.create();

    Path path() {
        return parent;
    }

    @Override
    public void close() {
        new DriverDirectory(parent).delete();
    }
}
