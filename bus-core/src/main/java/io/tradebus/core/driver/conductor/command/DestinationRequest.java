package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.format.channel.ChannelUri;

/**
 * What a client asks for a destination of a subscription.
 *
 * @param correlationId of the request
 * @param registrationId of the subscription
 * @param channel of the destination in the client's words
 * @param uri the same, parsed
 */
record DestinationRequest(long correlationId, long registrationId, String channel, ChannelUri uri) {}
