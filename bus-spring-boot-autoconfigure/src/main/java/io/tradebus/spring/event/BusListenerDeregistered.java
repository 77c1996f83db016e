package io.tradebus.spring.event;

/** A listener is no longer one of the registry, which does not know its id any more. */
public final class BusListenerDeregistered extends BusListenerEvent {
    public BusListenerDeregistered(Object source, String listener) {
        super(source, listener);
    }
}
