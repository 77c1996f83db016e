package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.control.ErrorCode;

/** Frees a counter. The client that asks is answered before all are told. */
final class RemoveCounter implements Command {
    private final long correlationId;
    private final long registrationId;
    private final Resources resources;

    RemoveCounter(long correlationId, long registrationId, Resources resources) {
        this.correlationId = correlationId;
        this.registrationId = registrationId;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        if (!resources.counters().contains(registrationId)) {
            throw new RequestRefusedException(ErrorCode.UNKNOWN_COUNTER, "unknown counter: " + registrationId);
        }
        resources.events().onOperationSuccess(correlationId);
        resources.counters().remove(registrationId);
        return true;
    }
}
