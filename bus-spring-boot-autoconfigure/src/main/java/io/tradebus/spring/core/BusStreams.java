package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams an application knows, by name. Never changes. */
public final class BusStreams {
    /** What tells one channel over UDP from another. */
    private static final List<ChannelParam> PLACE =
            List.of(ChannelParam.ENDPOINT, ChannelParam.CONTROL, ChannelParam.INTERFACE, ChannelParam.TAGS);

    private final Map<String, BusStream> byName = new LinkedHashMap<>();

    /** @throws BusConfigurationException if two streams have the same stream id on the same channel */
    public BusStreams(Collection<BusStream> streams) {
        Map<String, BusStream> byPlace = new HashMap<>();
        for (BusStream stream : streams) {
            String place = stream.definition().streamId() + " on channel " + mediaOf(stream);
            BusStream other = byPlace.putIfAbsent(place, stream);
            if (other != null) {
                throw new BusConfigurationException("streams '" + other.name() + "' and '" + stream.name()
                        + "' are the same: both have stream-id " + place + "; give one of them another stream-id "
                        + "(bus.streams." + stream.name() + ".stream-id)");
            }
            byName.put(stream.name(), stream);
        }
    }

    /** Where messages travel, without parameters that do not say so: two IPC streams share one channel. */
    private static String mediaOf(BusStream stream) {
        ChannelUri uri = ChannelUri.parse(stream.definition().subscriptionChannel());
        if (uri.isIpc()) {
            return "aeron:ipc";
        } else if (PLACE.stream().noneMatch(uri::has)) {
            // Its destinations are added later, so nothing can be said about them here.
            return stream.name();
        }
        ChannelUri.Builder place = ChannelUri.builder(uri.medium()).spy(uri.isSpy());
        for (ChannelParam param : PLACE) {
            place.set(param, uri.get(param));
        }
        return place.build().toString();
    }

    /**
     * One stream.
     *
     * @throws UnknownStreamException if it is not configured; the message lists those that are
     */
    public BusStream get(String name) {
        BusStream stream = byName.get(name);
        if (stream == null) {
            throw new UnknownStreamException(name, byName.keySet());
        }
        return stream;
    }

    /** Names of the streams whose messages have a {@link TraceEnvelope} before them. */
    public Set<String> traced() {
        Set<String> traced = new HashSet<>();
        for (BusStream stream : byName.values()) {
            if (stream.isTraced()) {
                traced.add(stream.name());
            }
        }
        return Collections.unmodifiableSet(traced);
    }

    /** Whether a driver needs the network for any of them. */
    public boolean isOnNetwork() {
        for (BusStream stream : byName.values()) {
            if (ChannelUri.parse(stream.definition().subscriptionChannel()).isUdp()) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of these names are of streams for requests. */
    public boolean areOfRequests(Collection<String> names) {
        for (String name : names) {
            BusStream stream = byName.get(name);
            if (stream == null || !stream.isOfRequests()) {
                return false;
            }
        }
        return true;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** All streams in the order in which they are configured. */
    public List<BusStream> all() {
        return List.copyOf(byName.values());
    }
}
