package io.tradebus.spring.listener;

/** What a listener is meant to do, which outlives its starts and stops. For any thread; never waits for a handler. */
final class DesiredState {
    private volatile ListenerState state;

    DesiredState(ListenerState initial) {
        state = initial;
    }

    ListenerState get() {
        return state;
    }

    /** Returns what it was meant to do before. */
    synchronized ListenerState set(ListenerState wanted) {
        ListenerState before = state;
        state = wanted;
        return before;
    }

    /** What its handler wants has no say against whoever stops it. */
    synchronized void setUnlessStopped(ListenerState wanted) {
        if (state != ListenerState.STOPPED) {
            state = wanted;
        }
    }

    /** Takes back what could not be done, unless something else is wanted by now. */
    synchronized void takeBack(ListenerState wanted, ListenerState before) {
        if (state == wanted) {
            state = before;
        }
    }
}
