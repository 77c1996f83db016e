package io.tradebus.core.runtime;

import io.tradebus.core.client.request.RequestCounts;
import org.jspecify.annotations.Nullable;

/** What asks by a stream of requests, as seen by those who watch it; for any thread. */
public interface RequesterView {
    /** The stream of requests. */
    StreamDefinition definition();

    /** Most requests at a time. */
    int maxInFlight();

    /** Whether a responder is there. */
    boolean isConnected();

    /** What became of the requests since it was opened. */
    RequestCounts counts();

    /** Why the driver refused its channels the last time that it did, or null. */
    @Nullable String lastRefusal();
}
