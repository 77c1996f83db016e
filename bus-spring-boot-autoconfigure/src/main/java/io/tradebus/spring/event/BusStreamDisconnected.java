package io.tradebus.spring.event;

/** A stream has no subscriber any more. */
public final class BusStreamDisconnected extends BusStreamEvent {
    public BusStreamDisconnected(Object source, String stream) {
        super(source, stream);
    }
}
