package io.tradebus.spring.test;

import io.tradebus.core.BusConfigurationException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stream as {@link BusTest#streams} names it.
 *
 * @param name of the stream
 * @param channel as {@code bus.streams.<name>.channel} has it
 * @param streamId number within the channel
 */
record StreamOfTest(String name, String channel, int streamId) {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /**
     * Reads {@code name=channel:stream-id}.
     *
     * @throws BusConfigurationException if it is not written so
     */
    static StreamOfTest parse(String text) {
        int equals = text.indexOf('=');
        int colon = text.lastIndexOf(':');
        if (equals < 1 || colon < equals + 2) {
            throw unreadable(text, null);
        }
        try {
            int streamId = Integer.parseInt(text.substring(colon + 1).strip());
            return new StreamOfTest(
                    text.substring(0, equals).strip(),
                    text.substring(equals + 1, colon).strip(),
                    streamId);
        } catch (NumberFormatException e) {
            throw unreadable(text, e);
        }
    }

    /**
     * As properties, each {@code key=value}. Written as an application writes the name: a key in brackets and one without
     * are taken for two streams if there is a hyphen in it. Other names need the brackets on both sides.
     */
    List<String> properties() {
        String prefix = PLAIN_NAME.matcher(name).matches() ? "bus.streams." + name + "." : "bus.streams[" + name + "].";
        return List.of(prefix + "channel=" + channel, prefix + "stream-id=" + streamId);
    }

    private static BusConfigurationException unreadable(String text, @Nullable Throwable cause) {
        BusConfigurationException e = new BusConfigurationException("@BusTest(streams = \"" + text
                + "\") must be name=channel:stream-id, such as orders=ipc:1001 or quotes=udp://127.0.0.1:40123:7");
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }
}
