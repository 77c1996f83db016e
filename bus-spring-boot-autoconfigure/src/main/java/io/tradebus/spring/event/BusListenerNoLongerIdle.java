package io.tradebus.spring.event;

/** An idle listener has a message again. */
public final class BusListenerNoLongerIdle extends BusListenerEvent {
    public BusListenerNoLongerIdle(Object source, String listener) {
        super(source, listener);
    }
}
