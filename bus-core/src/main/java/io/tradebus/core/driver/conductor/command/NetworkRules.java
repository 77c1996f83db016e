package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.EndpointRules;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.log.LogDescription;
import java.util.Objects;

/** What channels of publications and subscriptions must keep to, and those must agree on that share an endpoint. */
final class NetworkRules {
    private NetworkRules() {}

    /** Refuses what a publication cannot send to. */
    static void requireSendable(UdpChannel channel) {
        EndpointRules.requirePublication(channel.params(), channel.uri());
    }

    /** Refuses what a subscription cannot receive from. */
    static void requireReceivable(UdpChannel channel) {
        EndpointRules.requireSubscription(channel.params(), channel.uri());
    }

    /**
     * Refuses a publication that asks for another socket or other timestamps than those of the endpoint that it shares.
     */
    static void requireSameSendEndpoint(UdpChannel channel, UdpChannel existing, LogDescription.SocketBuffers buffers) {
        requireSameBuffers(channel.uri(), buffers);
        EndpointRules.requireSameTimestampOffset(
                channel.uri(),
                ChannelParam.CHANNEL_SEND_TIMESTAMP_OFFSET,
                existing.params().channelSendTimestampOffset());
    }

    /**
     * Refuses a subscription that asks for another socket or other timestamps than those of the endpoint that it
     * shares.
     */
    static void requireSameReceiveEndpoint(
            UdpChannel channel, UdpChannel existing, LogDescription.SocketBuffers buffers) {
        requireSameBuffers(channel.uri(), buffers);
        EndpointRules.requireSameTimestampOffset(
                channel.uri(),
                ChannelParam.CHANNEL_RECEIVE_TIMESTAMP_OFFSET,
                existing.params().channelReceiveTimestampOffset());
    }

    private static void requireSameBuffers(ChannelUri uri, LogDescription.SocketBuffers buffers) {
        EndpointRules.requireSameBuffer(uri, ChannelParam.SOCKET_SEND_BUFFER, buffers.sendLength());
        EndpointRules.requireSameBuffer(uri, ChannelParam.SOCKET_RECEIVE_BUFFER, buffers.receiveLength());
    }

    /** Refuses a subscription that disagrees with one that reads the same. */
    static void requireSameStreamTraits(SubscriptionTraits wanted, StreamSubscription existing) {
        SubscriptionParams params = wanted.params();
        if (wanted.streamId() != existing.streamId() || !Objects.equals(params.sessionId(), existing.sessionId())) {
            return;
        }
        SubscriptionParams.Flags had = existing.params().flags();
        requireSameFlag("reliable", params.flags().isReliable(), had.isReliable(), wanted, existing);
        requireSameFlag("rejoin", params.flags().isRejoining(), had.isRejoining(), wanted, existing);
        requireSameFlag(
                "isResponse", params.controlMode() == ControlMode.RESPONSE, existing.isResponse(), wanted, existing);
    }

    private static void requireSameFlag(
            String name, boolean wanted, boolean had, SubscriptionTraits subscription, StreamSubscription existing) {
        if (wanted != had) {
            throw invalid("option conflicts with existing subscription: " + name + "=" + wanted + " existingChannel="
                    + existing.channel() + " channel=" + subscription.channel());
        }
    }

    private static RequestRefusedException invalid(String message) {
        return new RequestRefusedException(ErrorCode.INVALID_CHANNEL, message);
    }
}
