package io.tradebus.spring.event;

/** A listener has subscribed. */
public final class BusListenerStarted extends BusListenerEvent {
    public BusListenerStarted(Object source, String listener) {
        super(source, listener);
    }
}
