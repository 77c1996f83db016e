package io.tradebus.spring.event;

import org.springframework.context.ApplicationEvent;

/** Something that happened to the bus. Listeners of these events run on the thread {@code bus-events}. */
public abstract sealed class BusEvent extends ApplicationEvent
        permits BusDriverEvent, BusStreamEvent, BusListenerEvent {
    BusEvent(Object source) {
        super(source);
    }

    /** What tells this event from others of its kind, for {@link #toString()}. */
    abstract String details();

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + details() + "]";
    }
}
