package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.Resources;

/** Tells a client a session id that is not in use on a stream. Nothing is reserved. */
final class GetNextSessionId implements Command {
    private final long correlationId;
    private final int streamId;
    private final Resources resources;

    GetNextSessionId(long correlationId, int streamId, Resources resources) {
        this.correlationId = correlationId;
        this.streamId = streamId;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        resources.events().onNextSessionId(correlationId, resources.sessionIds().nextAvailable(streamId));
        return true;
    }
}
