package io.tradebus.core.runtime;

/** What a listener asks of the runtime it belongs to. */
interface ListenerOwner {
    /** Subscribes a listener's streams again, on the caller's thread. */
    void subscribe(PollingListener listener);

    /** Forgets a listener that closed. */
    void onListenerClosed(PollingListener listener);
}
