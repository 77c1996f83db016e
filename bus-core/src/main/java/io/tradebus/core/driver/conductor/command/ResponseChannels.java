package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.IpcPublication;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import org.jspecify.annotations.Nullable;

/**
 * Requests and responses over IPC: a requester subscribes for responses, then publishes requests that name this
 * subscription; a responder publishes responses that name the image of the requests. The responder's session is then
 * the only one that the requester's subscription joins, until another one answers; what it reads already it goes on to
 * read. See docs/driver-behaviour.md#response-channels.
 *
 * <p>Over IPC, other than over a network, the other half need not exist: then nothing is brought together.
 */
final class ResponseChannels {
    private ResponseChannels() {}

    /** The subscription that waits for what {@code publication} says, if it sends responses. */
    static @Nullable StreamSubscription answeredBy(IpcPublication publication, Resources resources) {
        if (!publication.description().traits().isResponse()) {
            return null;
        }
        IpcPublication requests =
                resources.publications().find(publication.description().responseCorrelationId());
        return requests == null
                ? null
                : resources.subscriptions().find(requests.description().responseCorrelationId());
    }
}
