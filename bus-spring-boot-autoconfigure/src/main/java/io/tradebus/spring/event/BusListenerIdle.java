package io.tradebus.spring.event;

import java.time.Duration;

/** A listener has had no message for a while. */
public final class BusListenerIdle extends BusListenerEvent {
    private final Duration quiet;

    public BusListenerIdle(Object source, String listener, Duration quiet) {
        super(source, listener);
        this.quiet = quiet;
    }

    /** For how long. */
    public Duration quiet() {
        return quiet;
    }

    @Override
    String details() {
        return super.details() + " quiet=" + quiet;
    }
}
