package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.control.CounterText;

/** Adds a counter that goes with its client. All clients are told of it. */
final class AddCounter implements Command {
    private final long clientId;
    private final long correlationId;
    private final int typeId;
    private final CounterText text;
    private final Resources resources;

    AddCounter(long clientId, long correlationId, int typeId, CounterText text, Resources resources) {
        this.clientId = clientId;
        this.correlationId = correlationId;
        this.typeId = typeId;
        this.text = text;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        resources.clients().ensureKnown(clientId);
        int counterId = resources.counters().add(correlationId, clientId, typeId, text);
        resources.events().onCounterReady(correlationId, counterId);
        return true;
    }
}
