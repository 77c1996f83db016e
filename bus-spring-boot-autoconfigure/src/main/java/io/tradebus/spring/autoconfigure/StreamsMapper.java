package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Makes streams from {@code bus.streams}: short channels become full ones, settings become channel parameters. */
final class StreamsMapper {
    private static final long MIN_TERM_LENGTH = 64 << 10;
    private static final long MAX_TERM_LENGTH = 1 << 30;

    private StreamsMapper() {}

    static BusStreams streams(Map<String, BusProperties.Stream> streams, Iterable<BusStreamCustomizer> customizers) {
        List<BusStream> all = new ArrayList<>();
        streams.forEach((name, stream) -> {
            StreamDefinition definition = definition(name, stream);
            for (BusStreamCustomizer customizer : customizers) {
                definition = customizer.customize(definition);
            }
            all.add(new BusStream(definition, stream.payload()));
        });
        return new BusStreams(all);
    }

    static StreamDefinition definition(String name, BusProperties.Stream stream) {
        String prefix = "bus.streams." + name;
        Integer streamId = stream.streamId();
        if (streamId == null) {
            throw new BusConfigurationException(
                    prefix + ".stream-id is missing; choose a number that both sides use and no other stream of the "
                            + "channel has");
        }
        return new StreamDefinition(name, channel(prefix, stream), streamId, stream.exclusive());
    }

    private static String channel(String prefix, BusProperties.Stream stream) {
        String channel = stream.channel();
        if (channel == null || channel.isBlank()) {
            throw new BusConfigurationException(prefix + ".channel is missing; for this machine use 'ipc'");
        }
        ChannelUri.Builder uri = base(prefix, channel).toBuilder();
        requireNoNetworkSettings(prefix, stream);
        set(uri, "term-length", termLength(prefix, stream.termLength()));
        set(uri, "mtu", size(stream.mtu()));
        set(uri, "linger", duration(stream.linger()));
        set(uri, "tether", stream.tether());
        set(uri, "rejoin", stream.rejoin());
        stream.params().forEach(uri::set);
        try {
            return uri.build().toString();
        } catch (BusException e) {
            throw new BusConfigurationException(prefix + ": " + e.getMessage(), e);
        }
    }

    private static ChannelUri base(String prefix, String channel) {
        String full = channel.equals("ipc") ? "aeron:ipc" : channel;
        boolean isShortUdp = channel.startsWith("udp:");
        if (!isShortUdp && !full.startsWith("aeron:") && !full.startsWith("aeron-spy:")) {
            throw new BusConfigurationException(
                    prefix + ".channel must be 'ipc' or a full 'aeron:' channel, but was '" + channel + "'");
        }
        if (isShortUdp) {
            throw noUdp(prefix, channel);
        }
        ChannelUri uri;
        try {
            uri = ChannelUri.parse(full);
        } catch (BusException e) {
            throw new BusConfigurationException(prefix + ".channel: " + e.getMessage(), e);
        }
        if (!uri.isIpc()) {
            throw noUdp(prefix, channel);
        }
        return uri;
    }

    private static BusConfigurationException noUdp(String prefix, String channel) {
        return new BusConfigurationException(prefix + ".channel is '" + channel
                + "', but UDP is not available yet in this version; use 'ipc', which connects processes of one machine "
                + "that use the same driver");
    }

    private static void requireNoNetworkSettings(String prefix, BusProperties.Stream stream) {
        Map<String, @Nullable Object> network = new LinkedHashMap<>();
        network.put("interface", stream.networkInterface());
        network.put("control", stream.control());
        network.put("control-mode", stream.controlMode());
        network.put("flow-control", stream.flowControl());
        network.put("receiver-window", stream.receiverWindow());
        network.put("reliable", stream.reliable());
        network.forEach((key, value) -> {
            if (value != null) {
                throw new BusConfigurationException(prefix + "." + key
                        + " is for UDP channels only, and the channel is '" + stream.channel() + "'; remove it");
            }
        });
    }

    private static @Nullable String termLength(String prefix, @Nullable DataSize size) {
        if (size == null) {
            return null;
        }
        long bytes = size.toBytes();
        if (bytes < MIN_TERM_LENGTH || bytes > MAX_TERM_LENGTH || Long.bitCount(bytes) != 1) {
            throw new BusConfigurationException(
                    prefix + ".term-length must be a power of two from 64KB to 1GB, but was " + size);
        }
        return Long.toString(bytes);
    }

    private static @Nullable String size(@Nullable DataSize size) {
        return size == null ? null : Long.toString(size.toBytes());
    }

    private static @Nullable String duration(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() + "ns";
    }

    private static void set(ChannelUri.Builder uri, String key, @Nullable Object value) {
        if (value != null) {
            uri.set(key, value.toString());
        }
    }
}
