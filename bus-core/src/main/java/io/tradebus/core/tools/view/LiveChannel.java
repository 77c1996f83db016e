package io.tradebus.core.tools.view;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the driver.
 *
 * @param channel by which it came to be; others may share it
 * @param status counter of its {@link ChannelStatus}
 * @param localAddresses to which it is bound
 * @param destinations to which it sends now; {@link #NO_DESTINATIONS} if it has but one peer or receives
 */
public record LiveChannel(String channel, CounterRow status, List<String> localAddresses, long destinations) {
    /** In place of a number. */
    public static final long NO_DESTINATIONS = -1;

    /** What decides whether two channels share an endpoint, as far as the text of both says so. */
    private static final List<ChannelParam> PLACE =
            List.of(ChannelParam.ENDPOINT, ChannelParam.CONTROL, ChannelParam.CONTROL_MODE, ChannelParam.INTERFACE);

    static List<LiveChannel> all(Snapshot snapshot, CountersReader counters) {
        List<LiveChannel> channels = new ArrayList<>();
        for (CounterRow row : snapshot.counters()) {
            String channel = row.channel();
            boolean isStatus = row.is(CounterType.SEND_CHANNEL_STATUS) || row.is(CounterType.RECEIVE_CHANNEL_STATUS);
            if (isStatus && channel != null) {
                channels.add(new LiveChannel(
                        channel, row, ChannelCounter.localAddresses(counters, row.id()), destinations(snapshot, row)));
            }
        }
        return channels;
    }

    private static long destinations(Snapshot snapshot, CounterRow status) {
        for (CounterRow row : snapshot.counters()) {
            if (row.is(CounterType.DESTINATIONS)
                    && status.is(CounterType.SEND_CHANNEL_STATUS)
                    && row.registrationId() == status.registrationId()) {
                return row.value();
            }
        }
        return NO_DESTINATIONS;
    }

    public boolean isOfSender() {
        return status.is(CounterType.SEND_CHANNEL_STATUS);
    }

    public String statusName() {
        return ChannelStatus.name(status.value());
    }

    /** The endpoint of a stream: made for it, or for a channel of the same place; null if there is none of that kind. */
    static @Nullable LiveChannel find(
            List<LiveChannel> channels, boolean isOfSender, long registrationId, String channel) {
        LiveChannel found = null;
        for (LiveChannel candidate : channels) {
            if (candidate.isOfSender() == isOfSender) {
                if (candidate.status().registrationId() == registrationId) {
                    return candidate;
                } else if (found == null && candidate.isPlaceOf(channel)) {
                    found = candidate;
                }
            }
        }
        return found;
    }

    boolean isPlaceOf(String other) {
        if (channel.equals(other)) {
            return true;
        }
        ChannelUri own = parsed(channel);
        ChannelUri uri = parsed(other);
        if (own == null || uri == null || !own.isUdp() || !uri.isUdp() || own.has(ChannelParam.TAGS)) {
            return false;
        }
        if (!own.has(ChannelParam.ENDPOINT) && !own.has(ChannelParam.CONTROL)) {
            // Its destinations are added to it, and are its own.
            return false;
        }
        for (ChannelParam param : PLACE) {
            if (!Objects.equals(own.get(param), uri.get(param))) {
                return false;
            }
        }
        return true;
    }

    /** Null for a channel that was cut. */
    static @Nullable ChannelUri parsed(String channel) {
        try {
            return ChannelUri.parse(channel);
        } catch (ChannelException e) {
            return null;
        }
    }
}
