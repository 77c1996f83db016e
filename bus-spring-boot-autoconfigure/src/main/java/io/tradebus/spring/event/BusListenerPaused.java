package io.tradebus.spring.event;

/** An operator paused a listener. */
public final class BusListenerPaused extends BusListenerEvent {
    public BusListenerPaused(Object source, String listener) {
        super(source, listener);
    }
}
