package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.PublicationReadyEvent;
import java.util.List;

/**
 * Adds a subscription to publications of this machine, which are read from their own logs: it has no socket and no
 * status.
 */
abstract class AddLocalSubscription implements Command {
    private final SubscriptionTraits traits;
    private final Resources resources;

    AddLocalSubscription(SubscriptionTraits traits, Resources resources) {
        this.traits = traits;
        this.resources = resources;
    }

    /** Whether all is known that the request needs; called until it is. */
    abstract boolean isPrepared();

    /** Where it looks for its streams. */
    abstract StreamSource source();

    /** What may come from there. */
    abstract List<? extends ReadableStream> streams();

    @Override
    public final boolean advance(long nowNs) {
        if (!isPrepared()) {
            return false;
        }
        if (resources.subscriptions().find(traits.registrationId()) != null) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "correlation id is that of a subscription already: " + traits.registrationId());
        }
        resources.clients().ensureKnown(traits.clientId());
        StreamSubscription subscription = resources.subscriptions().add(traits, source());
        // The client hears of the subscription first: it could not make sense of an image before.
        resources.events().onSubscriptionReady(traits.registrationId(), PublicationReadyEvent.NO_COUNTER_ID);
        resources.linker().linkAll(subscription, streams(), nowNs);
        return true;
    }
}
