package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.format.control.ErrorCode;

/** Ends a subscription. Its client closes its images by itself and is not told of them. */
final class RemoveSubscription implements Command {
    private final long correlationId;
    private final long registrationId;
    private final Resources resources;

    RemoveSubscription(long correlationId, long registrationId, Resources resources) {
        this.correlationId = correlationId;
        this.registrationId = registrationId;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        StreamSubscription subscription = resources.subscriptions().find(registrationId);
        if (subscription == null) {
            throw new RequestRefusedException(
                    ErrorCode.UNKNOWN_SUBSCRIPTION, "unknown subscription: " + registrationId);
        }
        resources.subscriptions().removeAll(registrationId);
        resources.events().onOperationSuccess(correlationId);
        return true;
    }
}
