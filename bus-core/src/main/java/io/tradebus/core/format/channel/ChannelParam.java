package io.tradebus.core.format.channel;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every parameter that a channel may have. Keys are case-sensitive; an unknown key is kept and ignored.
 *
 * <p>See {@code docs/wire-protocol.md#parameters}.
 */
public enum ChannelParam {
    /** Address to send to, or to bind for receiving. */
    ENDPOINT("endpoint"),
    /** Local interface by address with prefix, or by name in braces. */
    INTERFACE("interface"),
    /** Address of the control side of a channel with several destinations. */
    CONTROL("control"),
    /** {@code manual}, {@code dynamic} or {@code response}. */
    CONTROL_MODE("control-mode"),
    /** Hops a multicast datagram may take. */
    TTL("ttl"),
    /** Largest datagram in bytes, headers included. */
    MTU("mtu"),
    /** Bytes of each of the three terms. */
    TERM_LENGTH("term-length"),
    INITIAL_TERM_ID("init-term-id"),
    TERM_ID("term-id"),
    TERM_OFFSET("term-offset"),
    /** A number, or {@code tag:} and the entity tag of a publication to take it from. */
    SESSION_ID("session-id"),
    /** How long a network publication stays after everything was sent. */
    LINGER("linger"),
    /** Whether gaps are repaired. */
    RELIABLE("reliable"),
    /** Channel tag, then optionally a comma and the entity tag. */
    TAGS("tags"),
    /** Whether log files are created without touching their pages. */
    SPARSE("sparse"),
    /** A name for people, without effect. */
    ALIAS("alias"),
    /** Whether the end of the stream is sent. */
    EOS("eos"),
    /** Whether the subscriber holds the publisher up when it is slow. */
    TETHER("tether"),
    /** {@code true}, {@code false} or {@code infer}: whether there are several receivers. */
    GROUP("group"),
    /** Whether an image that was lost may come back. */
    REJOIN("rejoin"),
    /** Congestion control by name. */
    CONGESTION_CONTROL("cc"),
    /** Flow control by name, with its options. */
    FLOW_CONTROL("fc"),
    /** Tag of the receiver's group. */
    GROUP_TAG("gtag"),
    /** Whether local spies stand for receivers. */
    SPIES_SIMULATE_CONNECTION("ssc"),
    SOCKET_SEND_BUFFER("so-sndbuf"),
    SOCKET_RECEIVE_BUFFER("so-rcvbuf"),
    /** Bytes that a receiver lets be in flight at first. */
    RECEIVER_WINDOW("rcv-wnd"),
    MEDIA_RECEIVE_TIMESTAMP_OFFSET("media-rcv-ts-offset"),
    CHANNEL_RECEIVE_TIMESTAMP_OFFSET("channel-rcv-ts-offset"),
    CHANNEL_SEND_TIMESTAMP_OFFSET("channel-snd-ts-offset"),
    /** Id of the other half of a request and response pair, or {@code prototype}. */
    RESPONSE_CORRELATION_ID("response-correlation-id"),
    /** Not interpreted by drivers. */
    RESPONSE_ENDPOINT("response-endpoint"),
    /** How long a receiver waits before it asks for a gap. */
    NAK_DELAY("nak-delay"),
    /** How many gaps a receiver asks for at the same time, 1 to 64; stock drivers do not know it and ask for one. */
    NAK_OUTSTANDING("nak-outstanding"),
    UNTETHERED_WINDOW_LIMIT_TIMEOUT("untethered-window-limit-timeout"),
    UNTETHERED_LINGER_TIMEOUT("untethered-linger-timeout"),
    UNTETHERED_RESTING_TIMEOUT("untethered-resting-timeout"),
    /** How many ranges may be waiting to be sent again. */
    MAX_RESEND("max-resend"),
    /** Must equal the stream id of the command. */
    STREAM_ID("stream-id"),
    /** Bytes that a publisher may be ahead of its slowest subscriber. */
    PUBLICATION_WINDOW("pub-wnd"),
    /** Asks for encrypted transport, which this driver does not have. */
    ATS("ats");

    private static final Map<String, ChannelParam> BY_KEY = new HashMap<>();

    static {
        for (ChannelParam param : values()) {
            BY_KEY.put(param.key, param);
        }
    }

    private final String key;

    ChannelParam(String key) {
        this.key = key;
    }

    /** The key as written in a channel. */
    public String key() {
        return key;
    }

    /** The parameter with a key, or null if there is none. */
    public static @Nullable ChannelParam ofKey(String key) {
        return BY_KEY.get(key);
    }
}
