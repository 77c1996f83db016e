package io.tradebus.core.format.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel in its parts: spy or not, the medium, and parameters in the order in which they were given.
 *
 * <p>Immutable. Values are kept as text; {@link ChannelValues} reads them. See {@code
 * docs/wire-protocol.md#channel-uri}.
 */
public final class ChannelUri {
    /** The longest channel in characters. */
    public static final int MAX_LENGTH = 4095;

    private static final String SPY_PREFIX = "aeron-spy:";
    private static final String SCHEME = "aeron:";
    private static final String IPC_PREFIX = SCHEME + "ipc";

    private final boolean isSpy;
    private final Medium medium;
    private final Map<String, String> params;

    /** What carries the messages. */
    public enum Medium {
        /** Shared memory of one host. */
        IPC("ipc"),
        /** Datagrams. */
        UDP("udp");

        private final String text;

        Medium(String text) {
            this.text = text;
        }

        /** As written in a channel. */
        public String text() {
            return text;
        }
    }

    /** Whether the streams of a channel are publications of this machine, going by how its text begins. */
    public static boolean isLocal(String channel) {
        return channel.startsWith(SPY_PREFIX) || channel.startsWith(IPC_PREFIX);
    }

    private ChannelUri(boolean isSpy, Medium medium, Map<String, String> params) {
        this.isSpy = isSpy;
        this.medium = medium;
        this.params = Collections.unmodifiableMap(params);
    }

    /**
     * Takes a channel apart. Of a key that is given twice the last value counts, at the place of the first.
     *
     * @throws ChannelException with the place of the fault, if it is not a channel
     */
    public static ChannelUri parse(String channel) {
        if (channel.length() > MAX_LENGTH) {
            throw ChannelException.invalid(
                    "channel is longer than " + MAX_LENGTH + " characters: length=" + channel.length());
        }
        requirePrintable(channel);
        boolean isSpy = channel.startsWith(SPY_PREFIX);
        int scheme = isSpy ? SPY_PREFIX.length() : 0;
        if (!channel.startsWith(SCHEME, scheme)) {
            throw fault("channel must start with '" + SCHEME + "' or '" + SPY_PREFIX + SCHEME + "'", channel);
        }
        int query = channel.indexOf('?', scheme);
        int mediumEnd = query < 0 ? channel.length() : query;
        Medium medium = medium(channel.substring(scheme + SCHEME.length(), mediumEnd), channel);
        return new ChannelUri(isSpy, medium, query < 0 ? Map.of() : params(channel, query + 1));
    }

    /** A builder without parameters. */
    public static Builder builder(Medium medium) {
        return new Builder(false, medium, new LinkedHashMap<>());
    }

    /** A builder that begins with what this channel says. */
    public Builder toBuilder() {
        return new Builder(isSpy, medium, new LinkedHashMap<>(params));
    }

    /** Whether it reads the log of a local publication to the network. */
    public boolean isSpy() {
        return isSpy;
    }

    public Medium medium() {
        return medium;
    }

    public boolean isIpc() {
        return medium == Medium.IPC;
    }

    public boolean isUdp() {
        return medium == Medium.UDP;
    }

    public boolean has(ChannelParam param) {
        return params.containsKey(param.key());
    }

    /** The value as text, or null if the parameter is not given. */
    public @Nullable String get(ChannelParam param) {
        return params.get(param.key());
    }

    /** The value as text, or {@code defaultValue} if the parameter is not given. */
    public String get(ChannelParam param, String defaultValue) {
        return params.getOrDefault(param.key(), defaultValue);
    }

    /** All parameters with known and unknown keys, in order. */
    public Map<String, String> params() {
        return params;
    }

    /** The channel as text. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(isSpy ? SPY_PREFIX : "").append(SCHEME).append(medium.text());
        char separator = '?';
        for (Map.Entry<String, String> param : params.entrySet()) {
            text.append(separator).append(param.getKey()).append('=').append(param.getValue());
            separator = '|';
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelUri that
                && isSpy == that.isSpy
                && medium == that.medium
                && params.equals(that.params);
    }

    @Override
    public int hashCode() {
        return Objects.hash(isSpy, medium, params);
    }

    private static Medium medium(String text, String channel) {
        for (Medium medium : Medium.values()) {
            if (medium.text().equals(text)) {
                return medium;
            }
        }
        throw fault("unknown media '" + text + "', expected 'ipc' or 'udp'", channel);
    }

    private static Map<String, String> params(String channel, int start) {
        Map<String, String> params = new LinkedHashMap<>();
        int next = start;
        while (next <= channel.length()) {
            int bar = channel.indexOf('|', next);
            int end = bar < 0 ? channel.length() : bar;
            int equals = channel.indexOf('=', next);
            if (equals < 0 || equals > end) {
                throw fault("parameter without '=' at index " + next, channel);
            }
            if (equals == next) {
                throw fault("parameter without a key at index " + next, channel);
            }
            params.put(channel.substring(next, equals), channel.substring(equals + 1, end));
            next = end + 1;
        }
        return params;
    }

    private static void requirePrintable(String channel) {
        for (int i = 0; i < channel.length(); i++) {
            if (Character.isISOControl(channel.charAt(i))) {
                throw ChannelException.invalid("control character in channel at index " + i);
            }
        }
    }

    private static ChannelException fault(String problem, String channel) {
        return ChannelException.invalid(problem + ", channel=" + channel);
    }

    /** Puts a channel together. Not safe for use by several threads at once. */
    public static final class Builder {
        private final Map<String, String> params;
        private boolean isSpy;
        private Medium medium;

        private Builder(boolean isSpy, Medium medium, Map<String, String> params) {
            this.isSpy = isSpy;
            this.medium = medium;
            this.params = params;
        }

        public Builder spy(boolean isSpy) {
            this.isSpy = isSpy;
            return this;
        }

        public Builder medium(Medium medium) {
            this.medium = medium;
            return this;
        }

        /** Sets a parameter, or removes it if the value is null. */
        public Builder set(ChannelParam param, @Nullable String value) {
            return set(param.key(), value);
        }

        public Builder set(ChannelParam param, long value) {
            return set(param, Long.toString(value));
        }

        /** Sets a parameter by key, or removes it if the value is null. */
        public Builder set(String key, @Nullable String value) {
            if (value == null) {
                params.remove(key);
            } else {
                params.put(key, value);
            }
            return this;
        }

        /**
         * The channel.
         *
         * @throws ChannelException if a key or a value has a character that may not stand there, or all is too long
         */
        public ChannelUri build() {
            ChannelUri uri = new ChannelUri(isSpy, medium, new LinkedHashMap<>(params));
            if (!parse(uri.toString()).equals(uri)) {
                throw fault("a key or a value contains one of '?', '|', '='", uri.toString());
            }
            return uri;
        }
    }
}
