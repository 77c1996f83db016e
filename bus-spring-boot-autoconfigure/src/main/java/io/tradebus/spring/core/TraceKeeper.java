package io.tradebus.spring.core;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A publisher of messages that may be published later than they were made, with the trace that was current then. Safe to use
 * from any thread, as the publisher is.
 */
public interface TraceKeeper {
    /** Writes the {@link TraceEnvelope} that a message would have that is published now. */
    void keepTrace(MutableDirectBuffer trace);

    /**
     * As {@link io.tradebus.core.runtime.BusPublisher#offer(DirectBuffer, int, int)}, with a trace that was kept; it is ignored
     * if messages of the stream have none.
     */
    long offerKept(DirectBuffer trace, DirectBuffer buffer, int offset, int length);
}
