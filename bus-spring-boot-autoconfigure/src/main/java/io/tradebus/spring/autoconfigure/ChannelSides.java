package io.tradebus.spring.autoconfigure;

import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter of a channel is for: one named stream is used by publishers and by listeners, and each side is given
 * only what it understands. Parameters that nobody knows go to both.
 */
final class ChannelSides {
    private static final Set<ChannelParam> PUBLISHERS = EnumSet.of(
            ChannelParam.MTU,
            ChannelParam.TERM_LENGTH,
            ChannelParam.INITIAL_TERM_ID,
            ChannelParam.TERM_ID,
            ChannelParam.TERM_OFFSET,
            ChannelParam.LINGER,
            ChannelParam.EOS,
            ChannelParam.FLOW_CONTROL,
            ChannelParam.SPIES_SIMULATE_CONNECTION,
            ChannelParam.CHANNEL_SEND_TIMESTAMP_OFFSET,
            ChannelParam.RESPONSE_CORRELATION_ID,
            ChannelParam.RESPONSE_ENDPOINT,
            ChannelParam.MAX_RESEND,
            ChannelParam.STREAM_ID,
            ChannelParam.PUBLICATION_WINDOW);

    private static final Set<ChannelParam> LISTENERS = EnumSet.of(
            ChannelParam.RELIABLE,
            ChannelParam.TETHER,
            ChannelParam.GROUP,
            ChannelParam.REJOIN,
            ChannelParam.CONGESTION_CONTROL,
            ChannelParam.GROUP_TAG,
            ChannelParam.RECEIVER_WINDOW,
            ChannelParam.MEDIA_RECEIVE_TIMESTAMP_OFFSET,
            ChannelParam.CHANNEL_RECEIVE_TIMESTAMP_OFFSET,
            ChannelParam.NAK_DELAY,
            ChannelParam.NAK_OUTSTANDING);

    private ChannelSides() {}

    /** The channel of the publishers. */
    static ChannelUri ofPublishers(ChannelUri all) {
        ChannelUri.Builder uri = without(all, LISTENERS);
        if ("dynamic".equals(all.get(ChannelParam.CONTROL_MODE))) {
            // Receivers say where they are; the address is what a listener binds.
            uri.set(ChannelParam.ENDPOINT, null);
        }
        return uri.build();
    }

    /** The channel of the listeners. */
    static ChannelUri ofListeners(ChannelUri all) {
        return without(all, PUBLISHERS).build();
    }

    private static ChannelUri.Builder without(ChannelUri all, Set<ChannelParam> others) {
        ChannelUri.Builder uri = all.toBuilder();
        for (Map.Entry<String, String> param : all.params().entrySet()) {
            @Nullable ChannelParam known = ChannelParam.ofKey(param.getKey());
            if (known != null && others.contains(known)) {
                uri.set(known, null);
            }
        }
        return uri;
    }
}
