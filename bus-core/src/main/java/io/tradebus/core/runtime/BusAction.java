package io.tradebus.core.runtime;

/** What a handler wants done after a message. */
public enum BusAction {
    /** The message is handled; its position is committed at the end of the poll. */
    CONTINUE,
    /** The message is handled; its position is committed now, which frees the publisher early in a long batch. */
    COMMIT,
    /** The message is handled, its position is committed now and the poll ends: other listeners get their turn. */
    BREAK,
    /**
     * The message is not handled and comes again in the next duty cycle; nothing of its session is delivered before.
     * This is "not now", for example when what comes next is full; it is no error.
     */
    ABORT
}
