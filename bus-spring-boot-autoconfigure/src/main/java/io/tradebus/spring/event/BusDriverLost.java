package io.tradebus.spring.event;

import java.nio.file.Path;

/** The driver stopped or does not answer any more. */
public final class BusDriverLost extends BusDriverEvent {
    private final Throwable cause;
    private final boolean recovering;

    public BusDriverLost(Object source, Path directory, boolean embedded, Throwable cause, boolean recovering) {
        super(source, directory, embedded);
        this.cause = cause;
        this.recovering = recovering;
    }

    /** What was seen. */
    public Throwable cause() {
        return cause;
    }

    /** Whether the bus goes on by itself when the driver is back. */
    public boolean recovering() {
        return recovering;
    }

    @Override
    String details() {
        return super.details() + " cause=" + cause + " recovering=" + recovering;
    }
}
