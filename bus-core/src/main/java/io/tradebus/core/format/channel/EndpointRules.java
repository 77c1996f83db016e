package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;

/**
 * What must hold of a UDP channel before a publication or a subscription gets an endpoint, or shares one. Names need not
 * be resolved for it.
 *
 * <p>See {@code docs/wire-protocol.md#errors} and {@code docs/driver-behaviour.md#sharing-session-ids-conflicts}.
 */
public final class EndpointRules {
    private EndpointRules() {}

    /** Checks where a publication is to send to and from. */
    public static void requirePublication(NetworkParams params, ChannelUri uri) {
        HostAndPort endpoint = params.addresses().endpoint();
        ControlMode mode = params.addresses().controlMode();
        if (params.addresses().control() != null && endpoint == null && mode == ControlMode.NONE) {
            throw ChannelException.generic(
                    "'control' parameter requires that either 'endpoint' or 'control-mode' is specified, channel="
                            + uri);
        }
        boolean hasDestinations = mode == ControlMode.MANUAL || mode == ControlMode.DYNAMIC;
        if (endpoint != null && endpoint.port() == 0 && !hasDestinations) {
            throw ChannelException.generic("endpoint has port=0 for publication: channel=" + uri);
        }
    }

    /** Checks that a publication which found no endpoint by its tag says where a new one is to be. */
    public static void requireAddressOfNewPublication(NetworkParams params, ChannelUri uri) {
        NetworkParams.Addresses addresses = params.addresses();
        if (addresses.tags().hasChannelTag()
                && addresses.endpoint() == null
                && addresses.control() == null
                && addresses.controlMode() != ControlMode.MANUAL) {
            throw ChannelException.invalid(
                    "URI must have explicit control, endpoint, or be manual control-mode when original: channel="
                            + uri);
        }
    }

    /** Checks where a subscription is to listen. */
    public static void requireSubscription(NetworkParams params, ChannelUri uri) {
        HostAndPort control = params.addresses().control();
        if (control != null && control.port() == 0) {
            throw ChannelException.generic("control has port=0 for subscription: channel=" + uri);
        }
        NetworkParams.requireNoMediaTimestamps(uri);
    }

    /**
     * Checks that a channel which asks for a buffer asks for the one that the endpoint has. One that asks for 0 bytes
     * asks for nothing.
     *
     * @param param {@link ChannelParam#SOCKET_SEND_BUFFER} or {@link ChannelParam#SOCKET_RECEIVE_BUFFER}
     * @param existing what the endpoint was opened with, in bytes
     */
    public static void requireSameBuffer(ChannelUri uri, ChannelParam param, int existing) {
        int requested = ChannelValues.sizeOr(uri, param, 0, ErrorCode.INVALID_CHANNEL);
        if (requested != 0 && requested != existing) {
            throw ChannelException.invalid(param.key() + "=" + requested + " does not match existing value of "
                    + existing + ": channel=" + uri);
        }
    }

    /**
     * Checks that a channel writes timestamps where the endpoint does.
     *
     * @param param {@link ChannelParam#CHANNEL_SEND_TIMESTAMP_OFFSET} or {@link
     *     ChannelParam#CHANNEL_RECEIVE_TIMESTAMP_OFFSET}
     * @param existing see {@link TimestampOffset}
     */
    public static void requireSameTimestampOffset(ChannelUri uri, ChannelParam param, int existing) {
        int requested = TimestampOffset.of(uri, param);
        if (requested != existing) {
            throw ChannelException.invalid("option conflicts with existing subscription: " + param.key() + "="
                    + requested + " existing=" + existing + " channel=" + uri);
        }
    }

    /** Checks that a datagram can be sent in one piece. */
    public static void requireMtuFits(int mtuLength, int sendBufferLength, ChannelUri uri) {
        if (mtuLength > sendBufferLength) {
            throw ChannelException.generic("MTU greater than SO_SNDBUF for channel: mtu=" + mtuLength + " so-sndbuf="
                    + sendBufferLength + " channel=" + uri);
        }
    }

    /** Checks that what may be in flight can wait in the socket. */
    public static void requireWindowFits(int windowLength, int receiveBufferLength, ChannelUri uri) {
        if (windowLength > receiveBufferLength) {
            throw ChannelException.generic("Initial window greater than SO_RCVBUF for channel: rcv-wnd=" + windowLength
                    + " so-rcvbuf=" + receiveBufferLength + " channel=" + uri);
        }
    }
}
