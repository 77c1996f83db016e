package io.tradebus.spring.core;

import org.agrona.MutableDirectBuffer;

/** Knows the trace that is current on a thread, for messages that are published by it. */
@FunctionalInterface
public interface TraceSource {
    /** Knows of no trace. */
    TraceSource NONE = TraceEnvelope::writeNone;

    /**
     * Writes the {@link TraceEnvelope} of the trace that is current on the calling thread, or one that names none. Called
     * for each message, by any thread.
     */
    void write(MutableDirectBuffer buffer, int offset);
}
