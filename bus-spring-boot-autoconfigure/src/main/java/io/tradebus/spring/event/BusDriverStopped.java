package io.tradebus.spring.event;

import java.nio.file.Path;

/** The application let the driver go; an embedded one has stopped. */
public final class BusDriverStopped extends BusDriverEvent {
    public BusDriverStopped(Object source, Path directory, boolean embedded) {
        super(source, directory, embedded);
    }
}
