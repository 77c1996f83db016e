package io.tradebus.spring.event;

/** A listener handles messages again after it was paused, halted or retrying. */
public final class BusListenerResumed extends BusListenerEvent {
    public BusListenerResumed(Object source, String listener) {
        super(source, listener);
    }
}
