package io.tradebus.spring.event;

import java.nio.file.Path;

/** Something that happened to the driver. */
public abstract sealed class BusDriverEvent extends BusEvent permits BusDriverStarted, BusDriverStopped, BusDriverLost {
    private final Path directory;
    private final boolean embedded;

    BusDriverEvent(Object source, Path directory, boolean embedded) {
        super(source);
        this.directory = directory;
        this.embedded = embedded;
    }

    /** Directory of the driver. */
    public final Path directory() {
        return directory;
    }

    /** Whether the driver runs in this process. */
    public final boolean embedded() {
        return embedded;
    }

    @Override
    String details() {
        return "directory=" + directory + " embedded=" + embedded;
    }
}
