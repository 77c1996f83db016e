package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.Subscriptions;
import org.jspecify.annotations.Nullable;

/** Has a subscription read certain publications of this machine no more. Its client is told of each image that goes. */
final class RemoveLocalDestination implements Command {
    private final DestinationRequest request;
    private final LocalSource source;
    private final Resources resources;

    RemoveLocalDestination(DestinationRequest request, LocalSource source, Resources resources) {
        this.request = request;
        this.source = source;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        if (!source.isKnown().getAsBoolean()) {
            return false;
        }
        ReceiveDestinationCommands.subscription(request, resources);
        StreamSubscription link =
                find(resources.subscriptions(), source.source().get());
        resources.events().onOperationSuccess(request.correlationId());
        if (link != null) {
            resources.linker().announceUnavailable(link);
            resources.subscriptions().remove(link);
        }
        return true;
    }

    private @Nullable StreamSubscription find(Subscriptions subscriptions, StreamSource wanted) {
        for (StreamSubscription each : subscriptions.all()) {
            if (each.registrationId() == request.registrationId()
                    && each.source().equals(wanted)) {
                return each;
            }
        }
        return null;
    }
}
