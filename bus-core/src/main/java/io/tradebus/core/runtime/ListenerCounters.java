package io.tradebus.core.runtime;

/**
 * What a listener did with the messages of one stream. Written by the listener's thread alone, read by any: each getter
 * is the latest value, but two of them need not be of the same moment.
 */
public interface ListenerCounters {
    /** Messages that were handled. */
    long messages();

    /** Bytes of the messages that were handled. */
    long bytes();

    /** Deliveries that ended in an exception. */
    long failures();

    /** Deliveries of a message that had failed before. */
    long retries();

    /** Messages that were skipped after a failure. */
    long skipped();

    /** Messages that were passed over after a failure because a copy of them is kept. */
    long deadLettered();

    /** Times a handler answered {@link BusAction#ABORT}. */
    long aborts();

    /**
     * Messages in several fragments that were dropped because not all of them came: the session was joined in their middle,
     * or a part was lost on a stream that is not reliable.
     */
    default long incomplete() {
        return 0;
    }
}
