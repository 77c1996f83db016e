package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.HostAndPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What fits together in the channel of a stream over UDP. The driver would refuse most of it too, but later, and without
 * the name of the property.
 */
final class NetworkRules {
    private static final String ADDRESS = "host:port";
    private static final List<String> STRATEGIES = List.of("max", "min", "tagged");
    private static final int FRAME_ALIGNMENT = 32;
    private static final int MIN_MTU = 64;
    private static final int MAX_MTU = 65_504;

    private final String prefix;
    private final ChannelUri uri;
    private final @Nullable HostAndPort endpoint;
    private final @Nullable HostAndPort control;
    private final String mode;

    private NetworkRules(String prefix, ChannelUri uri) {
        this.prefix = prefix;
        this.uri = uri;
        this.endpoint = address(prefix + ".channel", ChannelParam.ENDPOINT);
        this.control = address(prefix + ".control", ChannelParam.CONTROL);
        this.mode = uri.get(ChannelParam.CONTROL_MODE, "");
    }

    /**
     * Checks the whole channel, before it is divided among publishers and listeners.
     *
     * @throws BusConfigurationException with the property and what to do
     */
    static void require(String prefix, ChannelUri uri) {
        if (uri.isUdp()) {
            new NetworkRules(prefix, uri).require();
        }
    }

    private void require() {
        requireDestination();
        requireControl();
        if (endpoint != null && Addresses.isMulticast(endpoint)) {
            requireGroup(endpoint);
        }
        requireFlowControl();
        requireMtu();
    }

    private void requireDestination() {
        if (endpoint == null && control == null && mode.isEmpty() && !uri.has(ChannelParam.TAGS)) {
            throw failure(
                    "channel",
                    "leads nowhere",
                    "write udp://host:port, or set " + prefix + ".control with " + prefix + ".control-mode=dynamic");
        }
        if (endpoint != null && endpoint.port() == 0 && !mode.equals("dynamic")) {
            throw failure(
                    "channel",
                    "has port 0, to which nobody can send",
                    "name the port that publishers and listeners use");
        }
    }

    private void requireControl() {
        if (mode.equals("dynamic") && control == null) {
            throw failure(
                    "control-mode",
                    "is dynamic, but " + prefix + ".control is missing",
                    "set it to the address of the publisher, " + ADDRESS);
        }
        if (control == null) {
            return;
        }
        if (control.port() == 0) {
            throw failure("control", "has port 0, to which nobody can send", "name a port");
        }
        if (endpoint == null && mode.isEmpty()) {
            throw failure(
                    "control",
                    "is set without an address to send to and without a mode",
                    "set " + prefix + ".control-mode=dynamic, or write " + prefix + ".channel=udp://host:port");
        }
        if (endpoint != null && Addresses.isMulticast(endpoint)) {
            throw failure(
                    "control",
                    "is set, but the channel is a multicast group, whose control address is the next group",
                    "remove it");
        }
    }

    private void requireGroup(HostAndPort group) {
        if (!Addresses.isOdd(group)) {
            throw failure(
                    "channel",
                    "has the multicast group " + group.host() + ", whose last byte is even, as in addresses that are"
                            + " kept for the answers of receivers",
                    "choose an odd one, for example " + Addresses.next(group));
        }
        if (!mode.isEmpty()) {
            throw failure(
                    "control-mode",
                    "is '" + mode + "', but the channel is a multicast group",
                    "remove it, or write the channel as udp://host:port");
        }
    }

    private void requireFlowControl() {
        String flow = uri.get(ChannelParam.FLOW_CONTROL);
        if (flow == null) {
            return;
        }
        boolean hasManyReceivers =
                (endpoint != null && !isUnicast(endpoint)) || mode.equals("dynamic") || mode.equals("manual");
        if (!hasManyReceivers) {
            throw failure(
                    "flow-control",
                    "is '" + flow
                            + "', but the channel leads to one receiver, which always slows its sender down itself",
                    "remove it, or use a multicast group or " + prefix + ".control-mode");
        }
        requireFlowControl(flow);
    }

    private void requireFlowControl(String flow) {
        String[] parts = flow.split(",", -1);
        if (!STRATEGIES.contains(parts[0])) {
            throw failure("flow-control", "is '" + flow + "'", "use max, min or tagged, for example tagged,g:7/2");
        }
        for (int i = 1; i < parts.length; i++) {
            if (!isFlowOption(parts[i])) {
                throw failure(
                        "flow-control",
                        "is '" + flow + "', and '" + parts[i] + "' is no option",
                        "options are g:<tag>, g:/<least receivers>, g:<tag>/<least receivers>, t:<duration>, rrwm:<n>");
            }
            requireHeeded(flow, parts[0], parts[i]);
        }
    }

    /** The driver passes over what a strategy has no use for. */
    private void requireHeeded(String flow, String strategy, String option) {
        if (strategy.equals("max") && !option.startsWith("rrwm:")) {
            throw failure(
                    "flow-control",
                    "is '" + flow + "', and max waits for no group, so '" + option + "' has no effect",
                    "remove it, or use min or tagged");
        } else if (strategy.equals("min") && option.matches("g:[^/].*")) {
            throw failure(
                    "flow-control",
                    "is '" + flow + "', and min heeds no tag, so '" + option + "' has no effect",
                    "use tagged, or g:/<least receivers>");
        }
    }

    private static boolean isFlowOption(String option) {
        return option.matches("g:(-?\\d+)?(/\\d+)?") && option.length() > 2
                || option.matches("t:\\d+(ns|us|ms|s)?")
                || option.matches("rrwm:[1-9]\\d*");
    }

    /** A name may be one of a group, so only a number is known not to be. */
    private static boolean isUnicast(HostAndPort address) {
        return Addresses.literal(address) == null
                ? address.host().equals("localhost")
                : !Addresses.isMulticast(address);
    }

    private void requireMtu() {
        String text = uri.get(ChannelParam.MTU);
        if (text == null || !text.matches("\\d+")) {
            return;
        }
        long mtu = text.length() > 9 ? Long.MAX_VALUE : Long.parseLong(text);
        if (mtu % FRAME_ALIGNMENT != 0 || mtu < MIN_MTU || mtu > MAX_MTU) {
            throw failure(
                    "mtu",
                    "is " + text + " bytes",
                    "use a multiple of " + FRAME_ALIGNMENT + " bytes from " + MIN_MTU + " to " + MAX_MTU);
        }
    }

    private @Nullable HostAndPort address(String property, ChannelParam param) {
        String text = uri.get(param);
        return text == null ? null : ShortChannels.requireAddress(property, text, ADDRESS);
    }

    private BusConfigurationException failure(String key, String problem, String fix) {
        return new BusConfigurationException(prefix + "." + key + " " + problem + " (" + uri + "); " + fix);
    }
}
