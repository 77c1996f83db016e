package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.format.channel.ChannelUri;

/**
 * What a client asks for with a publication.
 *
 * @param clientId who asks
 * @param correlationId the request, and the registration id of a new publication
 * @param streamId the stream
 * @param channel the channel in the client's words
 * @param uri the same, taken apart
 * @param isExclusive whether it must not be shared
 */
record PublicationRequest(
        long clientId, long correlationId, int streamId, String channel, ChannelUri uri, boolean isExclusive) {}
