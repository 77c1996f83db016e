package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A stream as an application knows it.
 *
 * @param name how the application calls it; not blank
 * @param channel full channel URI of its publishers, for example {@code aeron:ipc?term-length=64k}
 * @param subscriptionChannel full channel URI of its listeners: the same place, with what only a receiver asks for
 * @param streamId id of the stream within the channel
 * @param exclusive whether publishers of it have one writing thread, which makes appends cheaper
 * @param replies where its listeners reply to; null unless its messages are requests
 */
public record StreamDefinition(
        String name,
        String channel,
        String subscriptionChannel,
        int streamId,
        boolean exclusive,
        @Nullable ReplyAddress replies) {
    private static final String UDP = "aeron:udp";
    private static final String MANUAL = "control-mode=manual";

    public StreamDefinition {
        if (name.isBlank()) {
            throw new BusConfigurationException("a stream's name must not be blank (channel=" + channel + ")");
        }
        if (channel.isBlank() || subscriptionChannel.isBlank()) {
            throw new BusConfigurationException("the channel of stream '" + name + "' must not be blank");
        }
    }

    /** A stream without replies. */
    public StreamDefinition(String name, String channel, String subscriptionChannel, int streamId, boolean exclusive) {
        this(name, channel, subscriptionChannel, streamId, exclusive, null);
    }

    /** A stream with one channel for both sides. */
    public StreamDefinition(String name, String channel, int streamId, boolean exclusive) {
        this(name, channel, channel, streamId, exclusive);
    }

    /** A stream whose publishers may be used by several threads. */
    public static StreamDefinition of(String name, String channel, int streamId) {
        return new StreamDefinition(name, channel, streamId, false);
    }

    /** A copy with another answer to the question of how many threads write. */
    public StreamDefinition withExclusive(boolean exclusive) {
        return new StreamDefinition(name, channel, subscriptionChannel, streamId, exclusive, replies);
    }

    /** A copy whose listeners use another channel than its publishers. */
    public StreamDefinition withSubscriptionChannel(String subscriptionChannel) {
        return new StreamDefinition(name, channel, subscriptionChannel, streamId, exclusive, replies);
    }

    /** A copy whose messages are requests, which its listeners reply to. */
    public StreamDefinition withReplies(ReplyAddress replies) {
        return new StreamDefinition(name, channel, subscriptionChannel, streamId, exclusive, replies);
    }

    /** Whether its listeners read what a receiver has put into their logs, and no log of a publisher. */
    boolean isReceived() {
        // With a control mode it may have destinations of any kind.
        return subscriptionChannel.startsWith(UDP) && !subscriptionChannel.contains(MANUAL);
    }

    /** Channel and stream id as log lines show them. */
    public String address() {
        return "[" + channel + ", " + streamId + "]";
    }
}
