package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.channel.SubscriptionParams;

/**
 * What a client asked for with a subscription.
 *
 * @param registrationId correlation id of the request
 * @param clientId who asked
 * @param streamId the stream
 * @param channel the channel in the client's words
 * @param params what the channel asks for, checked and completed
 */
public record SubscriptionTraits(
        long registrationId, long clientId, int streamId, String channel, SubscriptionParams params) {}
