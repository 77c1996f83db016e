package io.tradebus.spring.event;

/** Something that happened to a listener. */
public abstract sealed class BusListenerEvent extends BusEvent
        permits BusListenerStarted,
                BusListenerStopped,
                BusListenerDeregistered,
                BusListenerPaused,
                BusListenerResumed,
                BusListenerRetrying,
                BusListenerHalted,
                BusListenerDetached,
                BusListenerIdle,
                BusListenerNoLongerIdle {
    private final String listener;

    BusListenerEvent(Object source, String listener) {
        super(source);
        this.listener = listener;
    }

    /** Id of the listener. */
    public final String listener() {
        return listener;
    }

    @Override
    String details() {
        return "listener=" + listener;
    }
}
