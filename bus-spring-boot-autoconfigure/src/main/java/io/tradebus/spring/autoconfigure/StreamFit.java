package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.runtime.StreamDefinition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the datagrams and windows of a stream fit the driver in this process and the system it runs on. Asked when one
 * side is opened, since a stream's settings may be meant for the other side, which runs elsewhere.
 */
final class StreamFit {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmg]?)");
    private static final String UNITS = "kmg";
    private static final long MAX_MESSAGE = 16 << 20;
    private static final long UNKNOWN = -1;

    private final DriverConfig driver;
    private final SystemSocketLimits system;

    StreamFit(DriverConfig driver, SystemSocketLimits system) {
        this.driver = driver;
        this.system = system;
    }

    /** @throws BusConfigurationException with the property and what to do, if publishers cannot send like this */
    void requireSendable(StreamDefinition stream) {
        ChannelUri uri = ChannelUri.parse(stream.channel());
        if (!uri.isUdp()) {
            return;
        }
        if (uri.isSpy()) {
            throw new BusConfigurationException(property(stream, "channel") + " is " + uri
                    + ", which listens to what another stream publishes and is published by nobody itself; publish to that"
                    + " stream, whose channel has no aeron-spy: before it");
        }
        long mtu = size(uri.get(ChannelParam.MTU), driver.log().mtuLength());
        Value value = new Value(uri.has(ChannelParam.MTU) ? property(stream, "mtu") : "bus.driver.mtu", mtu);
        value.requireWithin(new Buffer(
                "send",
                size(
                        uri.get(ChannelParam.SOCKET_SEND_BUFFER),
                        driver.network().socket().sendBufferLength()),
                system.sendBuffer(),
                SystemSocketLimits.SEND_SETTING));
        long term = size(uri.get(ChannelParam.TERM_LENGTH), driver.log().termLength());
        long longest = Math.min(term / 8, MAX_MESSAGE);
        if (term != UNKNOWN && mtu > longest) {
            throw value.failure(
                    "more than the longest message of " + longest + " bytes, which is an eighth of the term length",
                    "make it smaller, or " + property(stream, "term-length") + " larger");
        }
        requireWithinWindow(stream, value);
    }

    /** @throws BusConfigurationException with the property and what to do, if listeners cannot receive like this */
    void requireReceivable(StreamDefinition stream) {
        ChannelUri uri = ChannelUri.parse(stream.subscriptionChannel());
        // A spy has no socket.
        if (uri.isUdp() && !uri.isSpy()) {
            window(stream, uri)
                    .requireWithin(new Buffer(
                            "receive",
                            size(
                                    uri.get(ChannelParam.SOCKET_RECEIVE_BUFFER),
                                    driver.network().socket().receiveBufferLength()),
                            system.receiveBuffer(),
                            SystemSocketLimits.RECEIVE_SETTING));
        }
    }

    /** A receiver with the same settings would refuse what is sent. */
    private void requireWithinWindow(StreamDefinition stream, Value mtu) {
        Value window = window(stream, ChannelUri.parse(stream.subscriptionChannel()));
        if (window.bytes != UNKNOWN && mtu.bytes > window.bytes) {
            throw mtu.failure(
                    "more than the window of receivers, " + window.property + ", which is " + window.bytes + " bytes",
                    "make it smaller, or the window larger: " + property(stream, "receiver-window"));
        }
    }

    private Value window(StreamDefinition stream, ChannelUri uri) {
        String given = uri.get(ChannelParam.RECEIVER_WINDOW);
        return new Value(
                given == null
                        ? "bus.driver.options[aeron.rcv.initial.window.length]"
                        : property(stream, "receiver-window"),
                size(given, driver.subscription().initialWindowLength()));
    }

    private static String property(StreamDefinition stream, String key) {
        return "bus.streams." + stream.name() + "." + key;
    }

    private static long size(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        // What is no size is for the driver to refuse.
        return matcher.matches()
                ? Long.parseLong(matcher.group(1))
                        << 10 * (matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1)
                : UNKNOWN;
    }

    /**
     * A buffer of a socket.
     *
     * @param kind send or receive
     * @param asked bytes that are asked for; 0 for what the system has by default
     * @param granted bytes that the system grants at most
     * @param setting of the system that says so
     */
    private record Buffer(String kind, long asked, long granted, String setting) {}

    /** A setting and its value in bytes. */
    private record Value(String property, long bytes) {
        void requireWithin(Buffer buffer) {
            if (buffer.asked > 0 && bytes > buffer.asked) {
                throw failure(
                        "more than the " + buffer.kind + " buffer of " + buffer.asked + " bytes",
                        "make it smaller, or bus.driver.socket." + buffer.kind + "-buffer larger");
            }
            if (bytes > buffer.granted) {
                throw failure(
                        "more than the " + buffer.granted + " bytes that this system grants a " + buffer.kind
                                + " buffer",
                        "make it smaller, or run as root: sysctl -w " + buffer.setting + "="
                                + Math.max(bytes, buffer.asked));
            }
        }

        BusConfigurationException failure(String problem, String fix) {
            return new BusConfigurationException(property + " is " + bytes + " bytes, " + problem + "; " + fix);
        }
    }
}
