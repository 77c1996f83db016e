package io.tradebus.core.driver.conductor.resource;

import org.jspecify.annotations.Nullable;

/**
 * What a client asked for with a subscription.
 *
 * @param registrationId correlation id of the request
 * @param clientId who asked
 * @param streamId the stream
 * @param channel the channel in the client's words
 * @param sessionId the only session wanted, null for all
 * @param isTether whether it holds the publisher up, however slow it is
 * @param isRejoin whether it joins again after it was left behind
 * @param isResponse whether it waits to be told the session that answers it
 */
public record SubscriptionTraits(
        long registrationId,
        long clientId,
        int streamId,
        String channel,
        @Nullable Integer sessionId,
        boolean isTether,
        boolean isRejoin,
        boolean isResponse) {}
