package io.tradebus.core.runtime;

/** What a listener is doing. */
public enum ListenerState {
    /** Delivers messages, or would if there were any. */
    RUNNING,
    /** Told to pause: keeps subscriptions and positions, so publishers are held back once their window is full. */
    PAUSED,
    /** At least one session waits to deliver a failed message again; other sessions go on. */
    RETRYING,
    /** Stopped at a message that could not be handled; keeps subscriptions and positions and waits for an operator. */
    HALTED,
    /** Its subscriptions are closed because of a message that could not be handled, or because an operator said so. */
    DETACHED,
    /** Closed for good. */
    CLOSED
}
