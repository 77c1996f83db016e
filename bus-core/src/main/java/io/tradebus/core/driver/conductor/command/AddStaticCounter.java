package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.control.CounterText;

/** Adds a counter that stays until the driver stops, or finds the one that is there. */
final class AddStaticCounter implements Command {
    private final long clientId;
    private final long correlationId;
    private final long registrationId;
    private final int typeId;
    private final CounterText text;
    private final Resources resources;

    AddStaticCounter(
            long clientId, long correlationId, long registrationId, int typeId, CounterText text, Resources resources) {
        this.clientId = clientId;
        this.correlationId = correlationId;
        this.registrationId = registrationId;
        this.typeId = typeId;
        this.text = text;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        resources.clients().ensureKnown(clientId);
        int counterId = resources.counters().addStatic(registrationId, typeId, text);
        resources.events().onStaticCounter(correlationId, counterId);
        return true;
    }
}
