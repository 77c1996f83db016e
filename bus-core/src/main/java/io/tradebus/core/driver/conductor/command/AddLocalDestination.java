package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.format.channel.SubscriptionParams;

/**
 * Has a subscription read publications of this machine too: by a further subscription that its client knows by the same
 * registration id.
 */
final class AddLocalDestination implements Command {
    private final DestinationRequest request;
    private final SubscriptionParams params;
    private final LocalSource source;
    private final Resources resources;

    AddLocalDestination(
            DestinationRequest request, SubscriptionParams params, LocalSource source, Resources resources) {
        this.request = request;
        this.params = params;
        this.source = source;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        if (!source.isKnown().getAsBoolean()) {
            return false;
        }
        StreamSubscription owner = request.owner(resources);
        if (owner == null) {
            throw request.unknownManualSubscription();
        }
        SubscriptionTraits traits = new SubscriptionTraits(
                owner.registrationId(), owner.clientId(), owner.streamId(), request.channel(), params);
        StreamSubscription link =
                resources.subscriptions().add(traits, source.source().get());
        resources.events().onOperationSuccess(request.correlationId());
        resources.linker().linkAll(link, source.streams(), nowNs);
        return true;
    }
}
