package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.IpcPublication;
import io.tradebus.core.driver.conductor.resource.IpcSubscription;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.channel.ResponseParams;
import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Requests and responses over IPC: a requester subscribes for responses, then publishes requests that name this
 * subscription; a responder publishes responses that name the image of the requests. The responder's session is then the
 * only one that the requester's subscription reads. See docs/driver-behaviour.md#response-channels.
 */
final class ResponseChannels {
    private ResponseChannels() {}

    /** Refuses a publication whose other half does not exist, or does not want it. */
    static void check(ResponseParams response, Resources resources) {
        if (response.isPrototype()) {
            return;
        }
        if (response.isResponse()) {
            checkResponse(response, resources);
        } else if (response.hasCorrelationId() && resources.subscriptions().find(response.correlationId()) == null) {
            throw refused(
                    "unable to find response subscription for response-correlation-id=" + response.correlationId());
        }
    }

    /** The subscription that waits for what {@code publication} says, if it sends responses. */
    static @Nullable IpcSubscription answeredBy(IpcPublication publication, Resources resources) {
        if (!publication.description().traits().isResponse()) {
            return null;
        }
        IpcPublication requests =
                resources.publications().find(publication.description().responseCorrelationId());
        return requests == null
                ? null
                : resources.subscriptions().find(requests.description().responseCorrelationId());
    }

    private static void checkResponse(ResponseParams response, Resources resources) {
        if (!response.hasCorrelationId()) {
            throw refused("control-mode=response was specified, but no response-correlation-id set");
        }
        IpcPublication requests = resources.publications().find(response.correlationId());
        if (requests == null) {
            throw refused("image for response-correlation-id=" + response.correlationId() + " not found");
        }
        if (requests.description().responseCorrelationId() < 0) {
            throw refused("image for response-correlation-id=" + response.correlationId()
                    + " did not request a response channel");
        }
    }

    private static RequestRefusedException refused(String text) {
        return new RequestRefusedException(ErrorCode.GENERIC_ERROR, text);
    }
}
