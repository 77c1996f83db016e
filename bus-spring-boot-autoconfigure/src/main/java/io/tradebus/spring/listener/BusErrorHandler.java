package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusMessage;

/** Decides what happens after a handler threw. Called on the listener's thread. */
@FunctionalInterface
public interface BusErrorHandler {
    /** What may happen. */
    enum Decision {
        /** The same message again, after the back-off of the listener's retry settings. */
        RETRY,
        /** Count it, log it, go on with the next message. */
        SKIP,
        /** Stop at this message and wait for an operator. */
        HALT,
        /** Give the subscription up. */
        DETACH,
        /** Copy it to the listener's dead-letter stream, and go on. */
        DEAD_LETTER
    }

    /**
     * Decides about one failure.
     *
     * @param message valid only during the call
     * @param attempt how often the message was delivered by now, from 1
     */
    Decision onError(Exception failure, BusMessage message, int attempt);
}
