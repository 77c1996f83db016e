package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.ReceiveEndpoint;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for a destination of a subscription.
 *
 * @param correlationId of the request
 * @param registrationId of the subscription
 * @param channel of the destination in the client's words
 */
record DestinationRequest(long correlationId, long registrationId, String channel) {
    /** Whether the streams of the destination are publications of this machine. */
    boolean isLocal() {
        return ChannelUri.isLocal(channel);
    }

    /** The subscription that this is about, or null if there is none that has destinations. */
    @Nullable StreamSubscription owner(Resources resources) {
        for (StreamSubscription each : resources.subscriptions().all()) {
            if (each.registrationId() == registrationId && hasDestinations(each.source())) {
                return each;
            }
        }
        return null;
    }

    /** The endpoint of the subscription that this is about, or null if there is none that has destinations. */
    @Nullable ReceiveEndpoint endpoint(Resources resources) {
        StreamSubscription owner = owner(resources);
        return owner != null && owner.source() instanceof ReceiveEndpoint endpoint ? endpoint : null;
    }

    /** Refuses to remove a destination of what has none. */
    void requireManualControl(Resources resources) {
        if (owner(resources) != null) {
            return;
        }
        StreamSubscription existing = resources.subscriptions().find(registrationId);
        if (existing != null && existing.source() instanceof ReceiveEndpoint) {
            throw new RequestRefusedException(
                    ErrorCode.INVALID_CHANNEL, "channel does not allow manual control, channel=" + existing.channel());
        }
        throw unknownSubscription();
    }

    RequestRefusedException unknownSubscription() {
        return new RequestRefusedException(ErrorCode.UNKNOWN_SUBSCRIPTION, "unknown subscription: " + registrationId);
    }

    RequestRefusedException unknownManualSubscription() {
        return new RequestRefusedException(
                ErrorCode.UNKNOWN_SUBSCRIPTION, "unknown MDS subscription: " + registrationId);
    }

    private static boolean hasDestinations(StreamSource source) {
        return source instanceof ReceiveEndpoint endpoint && endpoint.hasDestinations();
    }
}
