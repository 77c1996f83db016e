package io.tradebus.core.runtime;

import io.tradebus.core.client.Publication;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;

/** Knows again what requesters and responders publish by: the channels of a stream with an id that the driver gave. */
final class RequestStreams {
    private RequestStreams() {}

    /** Whether a publication is by this channel but for the id of its other half. */
    static boolean isBy(Publication publication, String channel, int streamId) {
        return publication.streamId() == streamId
                && ChannelUri.parse(channel)
                        .equals(ChannelUri.parse(publication.channel()).toBuilder()
                                .set(ChannelParam.RESPONSE_CORRELATION_ID, (String) null)
                                .build());
    }
}
