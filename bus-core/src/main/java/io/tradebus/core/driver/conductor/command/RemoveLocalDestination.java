package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import org.jspecify.annotations.Nullable;

/**
 * Has a subscription read certain publications of this machine no more: what it reads by the destination whose channel
 * has the same text. Its client is told of each image that goes.
 */
final class RemoveLocalDestination implements Command {
    private final DestinationRequest request;
    private final Resources resources;

    RemoveLocalDestination(DestinationRequest request, Resources resources) {
        this.request = request;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        StreamSubscription link = request.owner(resources) == null ? null : find();
        if (link == null) {
            throw request.unknownSubscription();
        }
        resources.events().onOperationSuccess(request.correlationId());
        resources.linker().announceUnavailable(link);
        resources.subscriptions().remove(link);
        return true;
    }

    private @Nullable StreamSubscription find() {
        for (StreamSubscription each : resources.subscriptions().all()) {
            if (each.registrationId() == request.registrationId()
                    && each.channel().equals(request.channel())) {
                return each;
            }
        }
        return null;
    }
}
