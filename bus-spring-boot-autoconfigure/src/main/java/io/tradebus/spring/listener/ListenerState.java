package io.tradebus.spring.listener;

/** What a listener is doing, as seen by its own thread a moment ago. */
public enum ListenerState {
    /** Has no subscription, and does not want one. */
    STOPPED,
    /** Wants a subscription and does not have it yet. */
    STARTING,
    /** Handles messages. */
    RUNNING,
    /** Handles none because an operator said so; keeps its subscription, so publishers are held back in time. */
    PAUSED,
    /** A message failed and is tried again after a while; other sessions go on. */
    RETRYING,
    /** Gave up on a message and waits for an operator; keeps its subscription, so publishers are held back in time. */
    HALTED,
    /** Gave up its subscription after an error, or because an operator said so. */
    DETACHED;

    /** What a listener is doing whose agent is doing this. */
    static ListenerState of(io.tradebus.core.runtime.ListenerState agent) {
        return switch (agent) {
            case RUNNING -> RUNNING;
            case PAUSED -> PAUSED;
            case RETRYING -> RETRYING;
            case HALTED -> HALTED;
            case DETACHED -> DETACHED;
            case CLOSED -> STOPPED;
        };
    }
}
