package io.tradebus.spring.event;

/** Something that happened to a stream this application writes to. */
public abstract sealed class BusStreamEvent extends BusEvent
        permits BusStreamConnected, BusStreamDisconnected, BusBackPressureEntered, BusBackPressureLeft {
    private final String stream;

    BusStreamEvent(Object source, String stream) {
        super(source);
        this.stream = stream;
    }

    /** Name of the stream. */
    public final String stream() {
        return stream;
    }

    @Override
    String details() {
        return "stream=" + stream;
    }
}
