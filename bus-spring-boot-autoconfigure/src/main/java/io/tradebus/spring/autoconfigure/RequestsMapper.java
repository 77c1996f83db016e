package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.runtime.ReplyAddress;
import io.tradebus.spring.core.RequestSettings;
import org.jspecify.annotations.Nullable;

/** Makes the address of replies from {@code bus.streams.<name>.request}: in the medium of the requests, on both sides. */
final class RequestsMapper {
    private static final ChannelParam[] OF_REQUESTS = {
        ChannelParam.ENDPOINT,
        ChannelParam.CONTROL,
        ChannelParam.CONTROL_MODE,
        ChannelParam.FLOW_CONTROL,
        ChannelParam.SESSION_ID,
        ChannelParam.TAGS
    };

    private RequestsMapper() {}

    /** How requests are sent; null if the stream has none. */
    static @Nullable RequestSettings settings(String name, StreamProperties stream) {
        BusProperties.Request request = stream.getRequest();
        if (request == null) {
            return null;
        }
        try {
            return new RequestSettings(request.maxInFlight(), request.timeout());
        } catch (BusConfigurationException e) {
            throw new BusConfigurationException("bus.streams." + name + ".request." + e.getMessage(), e);
        }
    }

    /**
     * Where replies go; null if the stream has no requests.
     *
     * @param prefix of the stream's properties
     * @param requests channel of the requests, for both sides
     */
    static @Nullable ReplyAddress replies(String prefix, StreamProperties stream, ChannelUri requests, int streamId) {
        BusProperties.Request request = stream.getRequest();
        if (request == null) {
            return null;
        }
        Integer replyStreamId = request.replyStreamId();
        if (replyStreamId == null) {
            throw new BusConfigurationException(
                    prefix + ".request.reply-stream-id is missing; choose a number that both"
                            + " sides use and no other stream of the channel has");
        } else if (replyStreamId == streamId) {
            throw new BusConfigurationException(prefix + ".request.reply-stream-id is " + replyStreamId
                    + ", as the stream-id of the requests; choose another one");
        } else if (stream.getTrace()) {
            throw new BusConfigurationException(
                    prefix + ".trace is not for streams of requests, which carry nothing but their payload; remove it");
        } else if (requests.isSpy()) {
            throw new BusConfigurationException(prefix + ".channel is " + requests
                    + ", which listens to what others publish; who asks cannot be replied to there: remove "
                    + prefix + ".request, or aeron-spy: before the channel");
        }
        ChannelUri replies = channel(prefix, request, requests);
        return new ReplyAddress(
                ChannelSides.ofPublishers(replies).toString(),
                ChannelSides.ofListeners(replies).toString(),
                replyStreamId);
    }

    private static ChannelUri channel(String prefix, BusProperties.Request request, ChannelUri requests) {
        ChannelUri.Builder replies = requests.toBuilder();
        for (ChannelParam param : OF_REQUESTS) {
            replies.set(param, null);
        }
        if (requests.isUdp()) {
            replies.set(ChannelParam.CONTROL, control(prefix, request, requests));
        } else if (request.replyControl() != null) {
            throw new BusConfigurationException(
                    prefix + ".request.reply-control is for UDP channels only, and the channel is " + requests
                            + "; remove it");
        }
        return replies.set(ChannelParam.CONTROL_MODE, "response").build();
    }

    private static String control(String prefix, BusProperties.Request request, ChannelUri requests) {
        String property = prefix + ".request.reply-control";
        String control = request.replyControl();
        String endpoint = requests.get(ChannelParam.ENDPOINT);
        if (control == null) {
            throw new BusConfigurationException(property + " is missing; over UDP requesters ask the responder's driver"
                    + " for replies at an address of its own: take the host of "
                    + (endpoint == null ? requests : endpoint)
                    + " and a port that is free there");
        }
        HostAndPort address = ShortChannels.requireAddress(property, control, "host:port");
        if (endpoint != null && HostAndPort.parse(endpoint).equals(address)) {
            throw new BusConfigurationException(
                    property + " is " + control + ", where requests go; choose another port");
        }
        return control;
    }
}
