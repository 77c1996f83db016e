package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.spring.core.BusRuntimeLifecycle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows all counters of the driver and its distinct errors. An endpoint of its own, since a stream of the endpoint {@code
 * bus} may be called "counters".
 */
@Endpoint(id = "buscounters", defaultAccess = Access.READ_ONLY)
public class BusCountersEndpoint {
    private final BusRuntimeLifecycle lifecycle;

    public BusCountersEndpoint(BusRuntimeLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * Counters and errors, as they are now.
     *
     * @param filter a part of the labels to show, in upper or lower case; null for all. Errors are not filtered
     */
    @ReadOperation
    public BusCountersDescription counters(@Nullable String filter) {
        return BusCountersDescription.of(lifecycle.runtime(), filter);
    }
}
