package io.tradebus.spring.event;

/** A listener has closed its subscription because it was told to. */
public final class BusListenerStopped extends BusListenerEvent {
    public BusListenerStopped(Object source, String listener) {
        super(source, listener);
    }
}
