package io.tradebus.core.driver.event;

import org.agrona.DirectBuffer;

/** Makes one line of an event. Used by one thread. */
public interface EventFormat {
    /**
     * Prints an event.
     *
     * @param typeId the id of its kind
     * @param offset where its record begins
     * @return a line without its end; of a kind that is not known, one that says so
     */
    String line(int typeId, DirectBuffer buffer, int offset);

    /** Lines for people. */
    static EventFormat text() {
        return new EventText();
    }

    /** JSON objects. */
    static EventFormat json() {
        return new EventJson();
    }
}
