package io.tradebus.core.client;

import io.tradebus.core.BusException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of what the driver has added: the application gets it, what was added again goes on, and what nobody
 * waits for any more is given back. Used under the client's lock.
 */
final class AddedResources {
    private final PendingRequests pending;
    private final Registrations registrations;
    private final Reconnection reconnection;

    AddedResources(PendingRequests pending, Registrations registrations, Reconnection reconnection) {
        this.pending = pending;
        this.registrations = registrations;
        this.reconnection = reconnection;
    }

    /** Takes the request that the driver has done; null when nobody here asked, or nobody waits: then it is given back. */
    @Nullable PendingRequest take(long correlationId, PendingRequest.Kind kind) {
        PendingRequest request = pending.answered(correlationId, kind);
        if (request != null && isUnwanted(request)) {
            giveBack(request);
            return null;
        }
        return request;
    }

    void addPublication(PendingRequest request, PublicationDescription description, String logFile) {
        try {
            registrations.addPublication(request, description, logFile, reconnection.attachment());
            onAdded(request);
        } catch (RuntimeException e) {
            BusException failure = new BusException("cannot use the log of " + request.subject, e);
            if (request.restored == null) {
                pending.add(request);
                pending.fail(request.correlationId, failure);
            } else {
                onRestoreFailed(request, failure);
                request.isAbandoned = true;
            }
            giveBack(request);
        }
    }

    void addSubscription(PendingRequest request, int channelStatusId) {
        registrations.addSubscription(request, channelStatusId);
        onAdded(request);
    }

    void addCounter(PendingRequest request, int counterId) {
        registrations.addCounter(request, counterId, reconnection.attachment());
        onAdded(request);
    }

    /** The driver has done what adds nothing. */
    void onDone(long correlationId) {
        PendingRequest again = pending.takeRestoring(correlationId);
        if (again == null) {
            pending.answer(correlationId, PendingRequest.Kind.OPERATION, 0);
            return;
        }
        Restoration restoration = reconnection.restoration();
        if (restoration != null) {
            restoration.onDestinationRestored();
        }
    }

    /** The driver has refused something. */
    void onRefused(long correlationId, BusException failure) {
        PendingRequest again = pending.takeRestoring(correlationId);
        if (again == null) {
            pending.fail(correlationId, failure);
        } else {
            onRestoreFailed(again, failure);
        }
    }

    private boolean isUnwanted(PendingRequest request) {
        Registration restored = request.restored;
        return request.isAbandoned || restored != null && !registrations.has(restored);
    }

    private void giveBack(PendingRequest request) {
        Restoration restoration = reconnection.restoration();
        // One that was given up is counted as failed already.
        if (request.restored != null && !request.isAbandoned && restoration != null) {
            restoration.onUnwanted();
        }
        DriverCommands commands = reconnection.attachment().commands();
        switch (request.kind) {
            case PUBLICATION, EXCLUSIVE_PUBLICATION -> commands.removePublication(request.correlationId, false);
            case SUBSCRIPTION -> commands.removeSubscription(request.correlationId);
            case COUNTER -> commands.removeCounter(request.correlationId);
            case STATIC_COUNTER, NEXT_SESSION_ID, OPERATION -> {
                // Nothing that could be given back.
            }
        }
    }

    private void onAdded(PendingRequest request) {
        Restoration restoration = reconnection.restoration();
        if (request.restored != null && restoration != null) {
            restoration.onRestored(request.restored);
        }
    }

    private void onRestoreFailed(PendingRequest request, BusException cause) {
        Restoration restoration = reconnection.restoration();
        if (restoration != null) {
            restoration.onFailed(request, cause);
        }
    }
}
