package io.tradebus.spring.event;

import java.time.Duration;

/** Messages are accepted again. */
public final class BusBackPressureLeft extends BusStreamEvent {
    private final Duration lasted;

    public BusBackPressureLeft(Object source, String stream, Duration lasted) {
        super(source, stream);
        this.lasted = lasted;
    }

    /** How long they were not. */
    public Duration lasted() {
        return lasted;
    }

    @Override
    String details() {
        return super.details() + " lasted=" + lasted;
    }
}
