package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.NearestName;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.runtime.ReplyAddress;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BackPressure;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Makes streams from {@code bus.streams}: short channels become full ones, settings become channel parameters on the side
 * that understands them.
 */
final class StreamsMapper {
    private static final Log LOG = LogFactory.getLog("bus.stream");

    /** What {@code /actuator/bus} has in the place of a stream. */
    private static final String EXPLAIN = "explain";

    private static final long MAX_WINDOW = 1 << 30;

    private StreamsMapper() {}

    /** @param networkInterface of channels over UDP that do not name one; null for none */
    static BusStreams streams(
            Map<String, StreamProperties> streams,
            @Nullable String networkInterface,
            Iterable<BusStreamCustomizer> customizers) {
        List<BusStream> all = new ArrayList<>();
        for (Map.Entry<String, StreamProperties> entry : streams.entrySet()) {
            String name = entry.getKey();
            StreamProperties stream = entry.getValue();
            StreamDefinition definition = definition(name, stream, networkInterface);
            for (BusStreamCustomizer customizer : customizers) {
                definition = customizer.customize(definition);
            }
            all.add(new BusStream(
                    definition,
                    stream.getPayload(),
                    backPressure(name, stream),
                    stream.getTrace(),
                    RequestsMapper.settings(name, stream)));
        }
        return new BusStreams(all);
    }

    private static BackPressure backPressure(String name, StreamProperties stream) {
        try {
            return new BackPressure(stream.getBackPressure(), stream.getBackPressureTimeout());
        } catch (BusConfigurationException e) {
            throw new BusConfigurationException("bus.streams." + name + "." + e.getMessage(), e);
        }
    }

    static StreamDefinition definition(String name, StreamProperties stream, @Nullable String networkInterface) {
        String prefix = "bus.streams." + name;
        if (name.equals(EXPLAIN)) {
            throw new BusConfigurationException(prefix + " cannot be: /actuator/bus/" + EXPLAIN
                    + " explains all streams; give the stream another name, which only this application knows it by");
        }
        Integer streamId = stream.getStreamId();
        if (streamId == null) {
            throw new BusConfigurationException(
                    prefix + ".stream-id is missing; choose a number that both sides use and no other stream of the "
                            + "channel has");
        }
        ChannelUri uri = channel(prefix, stream, networkInterface);
        StreamDefinition definition = new StreamDefinition(
                name,
                ChannelSides.ofPublishers(uri).toString(),
                ChannelSides.ofListeners(uri).toString(),
                streamId,
                stream.getExclusive());
        ReplyAddress replies = RequestsMapper.replies(prefix, stream, uri, streamId);
        return replies == null ? definition : definition.withReplies(replies);
    }

    private static ChannelUri channel(String prefix, StreamProperties stream, @Nullable String networkInterface) {
        String channel = stream.getChannel();
        if (channel == null || channel.isBlank()) {
            throw new BusConfigurationException(
                    prefix + ".channel is missing; for this machine use 'ipc', for the network 'udp://host:port'");
        }
        ChannelUri base = ShortChannels.read(prefix, channel);
        warnOfUnknownParams(prefix, base);
        ChannelUri.Builder uri = base.toBuilder();
        if (base.isUdp()) {
            addNetworkSettings(prefix, stream, uri);
        } else {
            requireNoNetworkSettings(prefix, stream);
        }
        addLogSettings(prefix, stream, uri);
        set(uri, "tether", stream.getTether());
        set(uri, "rejoin", stream.getRejoin());
        for (Map.Entry<String, String> param : stream.getParams().entrySet()) {
            uri.set(param.getKey(), param.getValue());
        }
        ChannelUri complete = checked(prefix, uri);
        if (networkInterface != null && isForDefaultInterface(complete)) {
            complete = checked(
                    prefix, complete.toBuilder().set(ChannelParam.INTERFACE, Interfaces.inChannel(networkInterface)));
        }
        return complete;
    }

    private static void addLogSettings(String prefix, StreamProperties stream, ChannelUri.Builder uri) {
        DataSize termLength = stream.getTermLength();
        DataSize mtu = stream.getMtu();
        Duration linger = stream.getLinger();
        set(uri, "term-length", termLength == null ? null : Limits.termLength(prefix + ".term-length", termLength));
        set(uri, "mtu", mtu == null ? null : Limits.mtu(prefix + ".mtu", mtu));
        set(
                uri,
                "linger",
                linger == null
                        ? null
                        : Limits.notNegative(prefix + ".linger", linger).toNanos() + "ns");
    }

    /** Drivers ignore what they do not know, so that a slip would go unnoticed. What is the user's own belongs into {@code params}. */
    private static void warnOfUnknownParams(String prefix, ChannelUri uri) {
        for (String key : uri.params().keySet()) {
            if (ChannelParam.ofKey(key) == null) {
                String nearest = NearestName.of(
                        key,
                        Arrays.stream(ChannelParam.values())
                                .map(ChannelParam::key)
                                .toList());
                LOG.warn(prefix + ".channel: the driver ignores the parameter '" + key + "', which it does not know"
                        + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
            }
        }
    }

    private static ChannelUri checked(String prefix, ChannelUri.Builder uri) {
        ChannelUri built;
        try {
            built = uri.build();
        } catch (BusException e) {
            throw new BusConfigurationException(prefix + ": " + e.getMessage(), e);
        }
        NetworkRules.require(prefix, built);
        return built;
    }

    /** What stays on this machine leaves by no interface. */
    private static boolean isForDefaultInterface(ChannelUri uri) {
        String endpoint = uri.get(ChannelParam.ENDPOINT);
        return uri.isUdp()
                && !uri.isSpy()
                && !uri.has(ChannelParam.INTERFACE)
                && !(endpoint != null && Addresses.isLoopback(HostAndPort.parse(endpoint)));
    }

    private static void addNetworkSettings(String prefix, StreamProperties stream, ChannelUri.Builder uri) {
        String networkInterface = stream.getNetworkInterface();
        Integer outstanding = stream.getNakOutstanding();
        if (outstanding != null) {
            DriverNetworkMapper.requireNakOutstanding(prefix + ".nak-outstanding", outstanding);
        }
        BusProperties.ControlMode mode = stream.getControlMode();
        set(uri, "interface", networkInterface == null ? null : Interfaces.inChannel(networkInterface));
        set(uri, "control", stream.getControl());
        set(uri, "control-mode", mode == null ? null : mode.name().toLowerCase(Locale.ROOT));
        set(uri, "fc", stream.getFlowControl());
        DataSize window = stream.getReceiverWindow();
        set(uri, "rcv-wnd", window == null ? null : Limits.bytes(prefix + ".receiver-window", window, 1, MAX_WINDOW));
        set(uri, "reliable", stream.getReliable());
        set(uri, "nak-outstanding", outstanding);
    }

    private static void requireNoNetworkSettings(String prefix, StreamProperties stream) {
        Map<String, @Nullable Object> network = new LinkedHashMap<>();
        network.put("interface", stream.getNetworkInterface());
        network.put("control", stream.getControl());
        network.put("control-mode", stream.getControlMode());
        network.put("flow-control", stream.getFlowControl());
        network.put("receiver-window", stream.getReceiverWindow());
        network.put("reliable", stream.getReliable());
        network.put("nak-outstanding", stream.getNakOutstanding());
        for (Map.Entry<String, @Nullable Object> setting : network.entrySet()) {
            if (setting.getValue() != null) {
                throw new BusConfigurationException(prefix + "." + setting.getKey()
                        + " is for UDP channels only, and the channel is '" + stream.getChannel() + "'; remove it");
            }
        }
    }

    private static void set(ChannelUri.Builder uri, String key, @Nullable Object value) {
        if (value != null) {
            uri.set(key, value.toString());
        }
    }
}
