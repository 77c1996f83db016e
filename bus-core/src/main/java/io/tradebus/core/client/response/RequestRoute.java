package io.tradebus.core.client.response;

import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ControlMode;

/**
 * Where requests go and where their responses come from.
 *
 * @param requestChannel the channel that the responder reads, such as {@code aeron:udp?endpoint=responder:20001}
 * @param requestStreamId stream of the requests
 * @param responseChannel the channel that the responder answers by, with {@code control-mode=response}, such as {@code
 *     aeron:udp?control-mode=response|control=responder:20002}
 * @param responseStreamId stream of the responses
 */
public record RequestRoute(String requestChannel, int requestStreamId, String responseChannel, int responseStreamId) {
    public RequestRoute {
        ChannelUri requests = ChannelUri.parse(requestChannel);
        if (requests.has(ChannelParam.RESPONSE_CORRELATION_ID)) {
            throw new IllegalArgumentException("the request channel gets its response-correlation-id each time it is"
                    + " opened, so that it must name none: " + requestChannel);
        }
        requireResponse(responseChannel);
    }

    static void requireResponse(String channel) {
        if (ControlMode.of(ChannelUri.parse(channel)) != ControlMode.RESPONSE) {
            throw new IllegalArgumentException("a response channel must have control-mode=response: " + channel);
        }
    }

    /** The channel of the other half of what has this id. */
    static String correlated(String channel, long correlationId) {
        return ChannelUri.parse(channel).toBuilder()
                .set(ChannelParam.RESPONSE_CORRELATION_ID, correlationId)
                .build()
                .toString();
    }
}
