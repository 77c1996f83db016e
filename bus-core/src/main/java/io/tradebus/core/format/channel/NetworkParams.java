package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a channel says about the network, read and kept for the transport. A fault counts as {@link
 * ErrorCode#INVALID_CHANNEL}. Names are not resolved here.
 *
 * @param addresses where it leads
 * @param socketSendBuffer bytes, or 0 for what the driver or the system has
 * @param socketReceiveBuffer bytes, or 0 for what the driver or the system has
 * @param groupTag tag of the receiver's group, or null
 * @param nakDelayNs nanoseconds before a gap is asked for, or null
 * @param nakOutstanding gaps that are asked for at the same time, from 1 to 64, or null
 * @param channelSendTimestampOffset see {@link TimestampOffset}
 * @param channelReceiveTimestampOffset see {@link TimestampOffset}
 * @param flowControl flow control with its options as text, or null
 */
public record NetworkParams(
        Addresses addresses,
        int socketSendBuffer,
        int socketReceiveBuffer,
        @Nullable Long groupTag,
        @Nullable Long nakDelayNs,
        @Nullable Integer nakOutstanding,
        int channelSendTimestampOffset,
        int channelReceiveTimestampOffset,
        @Nullable String flowControl) {
    private static final int MAX_NAK_OUTSTANDING = 64;
    private static final int MAX_TTL = 255;

    /**
     * Where a channel leads.
     *
     * @param endpoint remote or bound address, or null
     * @param control address of the control side, or null
     * @param localInterface interface as text, or null
     * @param controlMode who says where it leads
     * @param tags by which it is known
     */
    public record Addresses(
            @Nullable HostAndPort endpoint,
            @Nullable HostAndPort control,
            @Nullable String localInterface,
            ControlMode controlMode,
            ChannelTags tags) {
        static Addresses of(ChannelUri uri) {
            Addresses addresses = new Addresses(
                    HostAndPort.of(uri, ChannelParam.ENDPOINT),
                    HostAndPort.of(uri, ChannelParam.CONTROL),
                    uri.get(ChannelParam.INTERFACE),
                    ControlMode.of(uri),
                    ChannelTags.of(uri));
            addresses.require(uri);
            return addresses;
        }

        private void require(ChannelUri uri) {
            if (controlMode == ControlMode.DYNAMIC && control == null) {
                throw ChannelException.invalid("control-mode=dynamic requires that control is set, channel=" + uri);
            }
            if (endpoint == null
                    && control == null
                    && !tags.hasChannelTag()
                    && controlMode != ControlMode.MANUAL
                    && controlMode != ControlMode.RESPONSE) {
                throw ChannelException.invalid(
                        "URIs for UDP must specify an endpoint, control, tags, or control-mode=manual/response, channel="
                                + uri);
            }
        }
    }

    /**
     * Reads a channel of medium UDP.
     *
     * @throws ChannelException with the code and text for the client
     */
    public static NetworkParams of(ChannelUri uri) {
        ErrorCode invalid = ErrorCode.INVALID_CHANNEL;
        Addresses addresses = Addresses.of(uri);
        // The window belongs to the subscription, but counts as a fault of the channel when it cannot be read.
        ChannelValues.sizeOr(uri, ChannelParam.RECEIVER_WINDOW, 0, invalid);
        String nakDelay = uri.get(ChannelParam.NAK_DELAY);
        String groupTag = uri.get(ChannelParam.GROUP_TAG);
        return new NetworkParams(
                addresses,
                ChannelValues.sizeOr(uri, ChannelParam.SOCKET_SEND_BUFFER, 0, invalid),
                ChannelValues.sizeOr(uri, ChannelParam.SOCKET_RECEIVE_BUFFER, 0, invalid),
                groupTag == null ? null : ChannelValues.parseLong(ChannelParam.GROUP_TAG, groupTag, invalid),
                nakDelay == null ? null : ChannelValues.parseDurationNs(ChannelParam.NAK_DELAY, nakDelay, invalid),
                nakOutstanding(uri),
                TimestampOffset.of(uri, ChannelParam.CHANNEL_SEND_TIMESTAMP_OFFSET),
                TimestampOffset.of(uri, ChannelParam.CHANNEL_RECEIVE_TIMESTAMP_OFFSET),
                uri.get(ChannelParam.FLOW_CONTROL));
    }

    /**
     * Hops that a multicast datagram may take; 0 for what the driver or the system has. Only a channel that leads to a
     * group is asked: for others the parameter is ignored whatever it says.
     *
     * @throws ChannelException if it is not a number from 0 to 255
     */
    public static int multicastTtl(ChannelUri uri) {
        int ttl = ChannelValues.intOr(uri, ChannelParam.TTL, 0, ErrorCode.INVALID_CHANNEL);
        if (ttl < 0 || ttl > MAX_TTL) {
            throw ChannelException.invalid("ttl is not in 0.." + MAX_TTL + ": " + ttl);
        }
        return ttl;
    }

    /** Refuses what only a kernel could write, for a subscription. */
    public static void requireNoMediaTimestamps(ChannelUri uri) {
        if (uri.has(ChannelParam.MEDIA_RECEIVE_TIMESTAMP_OFFSET)) {
            throw ChannelException.invalid("media timestamps are not supported in the Java driver, channel=" + uri);
        }
    }

    private static @Nullable Integer nakOutstanding(ChannelUri uri) {
        Integer gaps = ChannelValues.intOrNull(uri, ChannelParam.NAK_OUTSTANDING, ErrorCode.INVALID_CHANNEL);
        if (gaps != null && (gaps < 1 || gaps > MAX_NAK_OUTSTANDING)) {
            throw ChannelException.invalid(
                    ChannelParam.NAK_OUTSTANDING.key() + " is not in 1.." + MAX_NAK_OUTSTANDING + ": " + gaps);
        }
        return gaps;
    }
}
