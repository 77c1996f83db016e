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

    /** Checks what a destination of a publication must not say, whatever the publication is. */
    public static void requireSendDestination(ChannelUri uri) {
        if (uri.isSpy()) {
            throw ChannelException.invalid("spies are invalid as send destinations: channel=" + uri);
        }
        requireDestination(uri);
        // An endpoint that is wrong in other ways is a fault of the address, which is read later.
        if (endsInPortZero(uri.get(ChannelParam.ENDPOINT, ""))) {
            throw ChannelException.invalid("endpoint has port=0 for send destination, channel=" + uri);
        }
    }

    /**
     * Where a destination of a publication is.
     *
     * @throws ChannelException if it is no address of the network
     */
    public static HostAndPort sendAddress(ChannelUri uri) {
        HostAndPort endpoint = uri.isUdp() ? HostAndPort.of(uri, ChannelParam.ENDPOINT) : null;
        if (endpoint == null) {
            throw ChannelException.invalid(
                    "a send destination must be of medium udp and have an endpoint, channel=" + uri);
        }
        return endpoint;
    }

    private static boolean endsInPortZero(String endpoint) {
        int port = endpoint.lastIndexOf(':') + 1;
        for (int i = port; i < endpoint.length(); i++) {
            if (endpoint.charAt(i) != '0') {
                return false;
            }
        }
        return port > 0 && port < endpoint.length();
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
