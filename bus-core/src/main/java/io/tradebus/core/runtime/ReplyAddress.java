package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;

/**
 * Where the replies to the requests of a stream go: one session for each requester, which nobody else reads.
 *
 * @param channel channel by which listeners reply, with {@code control-mode=response}
 * @param subscriptionChannel channel by which requesters read replies, with {@code control-mode=response}
 * @param streamId id of the stream of replies
 */
public record ReplyAddress(String channel, String subscriptionChannel, int streamId) {
    public ReplyAddress {
        if (channel.isBlank() || subscriptionChannel.isBlank()) {
            throw new BusConfigurationException("the channel of replies must not be blank");
        }
    }

    /** An address with one channel for both sides. */
    public ReplyAddress(String channel, int streamId) {
        this(channel, channel, streamId);
    }
}
