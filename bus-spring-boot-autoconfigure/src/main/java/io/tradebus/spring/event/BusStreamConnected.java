package io.tradebus.spring.event;

/** A stream that had no subscriber has one. */
public final class BusStreamConnected extends BusStreamEvent {
    public BusStreamConnected(Object source, String stream) {
        super(source, stream);
    }
}
