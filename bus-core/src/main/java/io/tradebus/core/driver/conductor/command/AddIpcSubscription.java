package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.PublicationReadyEvent;

/** Adds an IPC subscription for a client, and links it with the publications that it matches. */
final class AddIpcSubscription implements Command {
    private final SubscriptionTraits traits;
    private final Resources resources;

    AddIpcSubscription(SubscriptionTraits traits, Resources resources) {
        this.traits = traits;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        if (resources.subscriptions().find(traits.registrationId()) != null) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "correlation id is that of a subscription already: " + traits.registrationId());
        }
        resources.clients().ensureKnown(traits.clientId());
        StreamSubscription subscription = resources.subscriptions().add(traits, StreamSource.IPC);
        // The client hears of the subscription first: it could not make sense of an image before.
        resources.events().onSubscriptionReady(traits.registrationId(), PublicationReadyEvent.NO_COUNTER_ID);
        try {
            resources.linker().linkAll(subscription, resources.publications().all(), nowNs);
        } catch (RuntimeException e) {
            // The client takes the answer for the end of its subscription.
            resources.subscriptions().remove(subscription);
            throw e;
        }
        return true;
    }
}
