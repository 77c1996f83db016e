package io.tradebus.core.format.channel;

/**
 * What a destination's channel may say. A fault counts as {@link
 * io.tradebus.core.format.control.ErrorCode#INVALID_CHANNEL}.
 *
 * <p>See {@code docs/wire-protocol.md#destination-uris}.
 */
public final class DestinationRules {
    private static final ChannelParam[] FORBIDDEN = {
        ChannelParam.MTU,
        ChannelParam.RECEIVER_WINDOW,
        ChannelParam.SOCKET_RECEIVE_BUFFER,
        ChannelParam.SOCKET_SEND_BUFFER,
        ChannelParam.RESPONSE_CORRELATION_ID
    };

    private DestinationRules() {}

    /** Checks a destination of a publication: an address of the network, with a port. */
    public static void requireSendDestination(ChannelUri uri) {
        if (uri.isSpy() || !uri.isUdp()) {
            throw ChannelException.invalid("a send destination must be of medium udp and no spy, channel=" + uri);
        }
        requireDestination(uri);
        HostAndPort endpoint = HostAndPort.of(uri, ChannelParam.ENDPOINT);
        if (endpoint == null) {
            throw ChannelException.invalid("a send destination must have an endpoint, channel=" + uri);
        }
        if (endpoint.port() == 0) {
            throw ChannelException.invalid("endpoint has port=0 for send destination, channel=" + uri);
        }
    }

    /** Checks a destination of a subscription: any medium, spies too. */
    public static void requireReceiveDestination(ChannelUri uri) {
        requireDestination(uri);
    }

    private static void requireDestination(ChannelUri uri) {
        for (ChannelParam param : FORBIDDEN) {
            if (uri.has(param)) {
                throw ChannelException.invalid("destinations must not contain the key: " + param.key());
            }
        }
        if (ControlMode.of(uri) == ControlMode.RESPONSE) {
            throw ChannelException.invalid("destinations must not have control-mode=response, channel=" + uri);
        }
    }
}
