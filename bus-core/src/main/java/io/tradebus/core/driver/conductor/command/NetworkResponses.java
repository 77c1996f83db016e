package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.NetworkImage;
import io.tradebus.core.driver.conductor.network.NetworkPublication;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.channel.ResponseParams;
import io.tradebus.core.format.control.ErrorCode;

/**
 * Requests and responses over a network: a requester subscribes for responses, then publishes requests that name this
 * subscription; a responder publishes responses that name the image of the requests. Other than over IPC, the other
 * half must exist. See docs/driver-behaviour.md#response-channels.
 */
final class NetworkResponses {
    private NetworkResponses() {}

    /** Refuses a publication that names no other half, or one that is none. */
    static void require(ResponseParams response, Resources resources, Network network) {
        if (!response.isResponse()) {
            requireSubscription(response, resources);
        } else if (!response.isPrototype()) {
            requireRequests(response, network);
        }
    }

    /** Has the requester told of a publication that answers requests. */
    static void offer(NetworkPublication publication, Network network) {
        NetworkImage requests = publication.description().traits().isResponse()
                ? network.images().find(publication.description().responseCorrelationId())
                : null;
        if (requests != null) {
            network.responseOffers().add(requests, publication);
        }
    }

    private static void requireSubscription(ResponseParams response, Resources resources) {
        boolean isRequest = response.hasCorrelationId() || response.isPrototype();
        if (isRequest && resources.subscriptions().find(response.correlationId()) == null) {
            throw refused("unable to find response subscription for response-correlation-id="
                    + LogPlan.responseCorrelationId(response));
        }
    }

    private static void requireRequests(ResponseParams response, Network network) {
        if (!response.hasCorrelationId()) {
            throw refused("control-mode=response was specified, but no response-correlation-id set");
        }
        NetworkImage requests = network.images().find(response.correlationId());
        if (requests == null) {
            throw refused("image.correlationId=" + response.correlationId() + " not found");
        }
        if (!requests.isAnswerable()) {
            throw refused("image.correlationId=" + response.correlationId() + " did not request a response channel");
        }
    }

    private static RequestRefusedException refused(String text) {
        return new RequestRefusedException(ErrorCode.GENERIC_ERROR, text);
    }
}
