package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ChannelUri.Medium;
import io.tradebus.core.format.channel.HostAndPort;

/** Reads {@code bus.streams.<name>.channel}: {@code ipc}, {@code udp://host:port}, {@code udp}, or a full channel. */
final class ShortChannels {
    private static final String UDP = "udp://";
    private static final String FORMS = "'ipc', 'udp://host:port' or a full 'aeron:' channel";

    private ShortChannels() {}

    /**
     * The channel in full.
     *
     * @param prefix of the stream's properties, for the message of a failure
     */
    static ChannelUri read(String prefix, String channel) {
        if (channel.equals("ipc")) {
            return ChannelUri.builder(Medium.IPC).build();
        } else if (channel.equals("udp")) {
            return ChannelUri.builder(Medium.UDP).build();
        } else if (channel.startsWith(UDP)) {
            return ChannelUri.builder(Medium.UDP)
                    .set(ChannelParam.ENDPOINT, address(prefix, channel))
                    .build();
        } else if (!channel.startsWith("aeron:") && !channel.startsWith("aeron-spy:")) {
            throw new BusConfigurationException(prefix + ".channel must be " + FORMS + ", but was '" + channel + "'");
        }
        try {
            return ChannelUri.parse(channel);
        } catch (BusException e) {
            throw new BusConfigurationException(prefix + ".channel: " + e.getMessage(), e);
        }
    }

    private static String address(String prefix, String channel) {
        String address = channel.substring(UDP.length());
        if (address.indexOf('/') >= 0 || address.indexOf('?') >= 0 || address.indexOf('|') >= 0) {
            throw new BusConfigurationException(prefix + ".channel is '" + channel
                    + "', which has more than host and port; settings have keys of their own, others belong to "
                    + prefix + ".params");
        }
        return requireAddress(prefix + ".channel", address, UDP + "host:port").toString();
    }

    /**
     * An address that both sides can use.
     *
     * @param form how it is written, for the message of a failure
     */
    static HostAndPort requireAddress(String property, String address, String form) {
        try {
            return HostAndPort.parse(address);
        } catch (BusException e) {
            throw new BusConfigurationException(
                    property + " is no address: " + e.getMessage() + "; write " + form
                            + " with the port that both sides use, an IPv6 address in brackets",
                    e);
        }
    }
}
