package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.SendEndpoint;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.format.channel.NetworkParams;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.control.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What channels of publications and subscriptions must keep to, and those must agree on that share an endpoint. */
final class NetworkRules {
    private NetworkRules() {}

    /** Refuses what a publication cannot send to. */
    static void requireSendable(UdpChannel channel) {
        requireCarried(channel);
        HostAndPort endpoint = channel.params().addresses().endpoint();
        if (endpoint != null && endpoint.port() == 0) {
            throw generic("endpoint has port=0 for publication: channel=" + channel);
        }
        if (endpoint == null && channel.hasExplicitControl()) {
            throw generic("publication with control must have an endpoint or a control-mode: channel=" + channel);
        }
    }

    /** Refuses a channel that only names a tag, unless something has that tag. */
    static void requireOwnAddress(UdpChannel channel, @Nullable SendEndpoint shared) {
        if (shared == null && !channel.hasExplicitEndpoint() && !channel.hasExplicitControl()) {
            throw invalid("URI must have explicit control, endpoint, or be manual control-mode when original: channel="
                    + channel);
        }
    }

    /** Refuses what a subscription cannot receive from. */
    static void requireReceivable(UdpChannel channel) {
        requireCarried(channel);
        HostAndPort control = channel.params().addresses().control();
        if (control != null && control.port() == 0) {
            throw generic("control has port=0 for subscription: channel=" + channel);
        }
    }

    static void requireMtuWithinBuffer(int mtuLength, int bufferLength, UdpChannel channel) {
        if (mtuLength > bufferLength) {
            throw generic("MTU greater than SO_SNDBUF for channel: mtu=" + mtuLength + " so-sndbuf=" + bufferLength
                    + " channel=" + channel);
        }
    }

    static void requireWindowWithinBuffer(int window, int bufferLength, UdpChannel channel) {
        if (window > bufferLength) {
            throw generic("Initial window greater than SO_RCVBUF for channel: rcv-wnd=" + window + " so-rcvbuf="
                    + bufferLength + " channel=" + channel);
        }
    }

    static void requireSameBuffers(UdpChannel channel, UdpChannel existing) {
        requireSame(
                ChannelParam.SOCKET_SEND_BUFFER,
                channel,
                channel.params().socketSendBuffer(),
                existing.params().socketSendBuffer());
        requireSame(
                ChannelParam.SOCKET_RECEIVE_BUFFER,
                channel,
                channel.params().socketReceiveBuffer(),
                existing.params().socketReceiveBuffer());
    }

    static void requireSameTimestamps(UdpChannel channel, UdpChannel existing) {
        NetworkParams wanted = channel.params();
        NetworkParams had = existing.params();
        if (wanted.channelSendTimestampOffset() != had.channelSendTimestampOffset()
                || wanted.channelReceiveTimestampOffset() != had.channelReceiveTimestampOffset()) {
            throw invalid("option conflicts with existing subscription: timestamp offset, channel=" + channel
                    + " existing=" + existing);
        }
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
    }

    private static void requireCarried(UdpChannel channel) {
        if (channel.controlMode() != ControlMode.NONE) {
            throw generic("this driver carries no channels with control-mode="
                    + channel.controlMode().text() + " over UDP yet; channel=" + channel);
        }
    }

    private static void requireSame(ChannelParam param, UdpChannel channel, int wanted, int existing) {
        if (wanted != 0 && wanted != existing) {
            throw invalid(param.key() + "=" + wanted + " does not match existing value of " + existing + ": channel="
                    + channel);
        }
    }

    private static void requireSameFlag(
            String name, boolean wanted, boolean had, SubscriptionTraits subscription, StreamSubscription existing) {
        if (wanted != had) {
            throw invalid("option conflicts with existing subscription: " + name + "=" + wanted + " existingChannel="
                    + existing.channel() + " channel=" + subscription.channel());
        }
    }

    private static RequestRefusedException generic(String message) {
        return new RequestRefusedException(ErrorCode.GENERIC_ERROR, message);
    }

    private static RequestRefusedException invalid(String message) {
        return new RequestRefusedException(ErrorCode.INVALID_CHANNEL, message);
    }
}
