package io.tradebus.core.runtime;

import io.tradebus.core.idle.Wakeups;

/** What a listener asks of the runtime it belongs to. */
interface ListenerOwner {
    /** Subscribes a listener's streams again, on the caller's thread. */
    void subscribe(PollingListener listener);

    /** By which its threads are woken. */
    Wakeups wakeups();

    /** There is something for its supervision to look at. For any thread. */
    void onStirred();

    /** Forgets a listener that closed. */
    void onListenerClosed(PollingListener listener);
}
