package io.tradebus.spring.event;

import java.nio.file.Path;

/** The embedded driver runs, or the external one was found, for the first time or again. */
public final class BusDriverStarted extends BusDriverEvent {
    private final int reconnect;

    public BusDriverStarted(Object source, Path directory, boolean embedded, int reconnect) {
        super(source, directory, embedded);
        this.reconnect = reconnect;
    }

    /** How often a driver was lost before: 0 for the first. */
    public int reconnect() {
        return reconnect;
    }

    @Override
    String details() {
        return super.details() + " reconnect=" + reconnect;
    }
}
