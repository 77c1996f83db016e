package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The requests whose answer is open, by correlation id. Used under the client's lock. */
final class PendingRequests {
    private final Long2ObjectHashMap<PendingRequest> byCorrelationId = new Long2ObjectHashMap<>();

    void add(PendingRequest request) {
        byCorrelationId.put(request.correlationId, request);
    }

    @Nullable PendingRequest get(long correlationId) {
        return byCorrelationId.get(correlationId);
    }

    /** Takes the request that an answer of the driver belongs to; null when nobody here asked. */
    @Nullable PendingRequest answered(long correlationId, PendingRequest.Kind kind) {
        PendingRequest request = byCorrelationId.get(correlationId);
        if (request == null || request.kind != kind) {
            return null;
        }
        byCorrelationId.remove(correlationId);
        return request;
    }

    /** Keeps a failure for who asked. */
    void fail(long correlationId, BusException failure) {
        PendingRequest request = byCorrelationId.get(correlationId);
        if (request == null) {
            return;
        }
        if (request.isAbandoned) {
            byCorrelationId.remove(correlationId);
        } else {
            request.failure = failure;
        }
    }

    /** Keeps an answer for who asked. */
    void answer(long correlationId, PendingRequest.Kind kind, int answer) {
        PendingRequest request = byCorrelationId.get(correlationId);
        if (request == null || request.kind != kind) {
            return;
        }
        request.onDone();
        if (request.isAbandoned) {
            byCorrelationId.remove(correlationId);
        } else {
            request.answer = answer;
        }
    }

    /**
     * Looks whether a request is over.
     *
     * @return the answer of a request that adds nothing; null while the driver has not answered
     * @throws BusException if the request failed or the driver did not answer in time
     * @throws IllegalArgumentException if there is no such request
     */
    @Nullable Integer check(long correlationId, long nowNs, long driverTimeoutMs) {
        PendingRequest request = byCorrelationId.get(correlationId);
        if (request == null || request.isAbandoned) {
            throw new IllegalArgumentException("nothing open was asked for with id " + correlationId
                    + ": it was never asked for, has failed before, or is closed");
        }
        if (request.failure != null) {
            byCorrelationId.remove(correlationId);
            throw request.failure;
        }
        if (request.answer != null) {
            byCorrelationId.remove(correlationId);
            return request.answer;
        }
        if (nowNs - request.deadlineNs >= 0) {
            request.isAbandoned = true;
            throw new DriverTimeoutException("the driver did not answer within " + driverTimeoutMs
                    + " ms when asked for " + request.subject + " (request " + correlationId
                    + "): it is overloaded, stopped or paused; look at its heartbeat and error log");
        }
        return null;
    }

    /** Nobody waits for the answer any more. */
    void abandon(long correlationId) {
        PendingRequest request = byCorrelationId.get(correlationId);
        if (request == null) {
            return;
        }
        if (request.failure != null || request.answer != null) {
            byCorrelationId.remove(correlationId);
        } else {
            request.isAbandoned = true;
        }
    }

    /** Takes the request to add something again that an answer belongs to; null when it belongs to none. */
    @Nullable PendingRequest takeRestoring(long correlationId) {
        PendingRequest request = byCorrelationId.get(correlationId);
        return request == null || request.restored == null || request.isAbandoned
                ? null
                : byCorrelationId.remove(correlationId);
    }

    /**
     * The requests to add something again that the driver has not answered in time. They are abandoned: what it adds after
     * all is removed again.
     */
    List<PendingRequest> abandonLateRestoring(long nowNs) {
        List<PendingRequest> late = new ArrayList<>();
        for (PendingRequest request : byCorrelationId.values()) {
            if (request.restored != null && !request.isAbandoned && nowNs - request.deadlineNs >= 0) {
                request.isAbandoned = true;
                late.add(request);
            }
        }
        return late;
    }

    /** The driver is gone and will answer none of them; who asked is told when they look. */
    void failAll(BusException cause) {
        byCorrelationId.values().removeIf(request -> request.isAbandoned || request.restored != null);
        for (PendingRequest request : byCorrelationId.values()) {
            if (request.failure == null && request.answer == null) {
                request.failure = new BusException(
                        "the driver was lost before it answered the request for " + request.subject + " (request "
                                + request.correlationId + "): ask again; " + cause.getMessage(),
                        cause);
            }
        }
    }

    void clear() {
        byCorrelationId.clear();
    }
}
