package io.tradebus.core.counters;

/** The types of counters a driver allocates. See docs/shared-memory.md#driver-counter-types. */
public enum CounterType {
    /** What a driver counts as a whole; see {@link SystemCounter}. */
    SYSTEM(0, "system"),
    /** First position that may not be appended. */
    PUBLISHER_LIMIT(1, "pub-lmt"),
    /** What was sent. */
    SENDER_POSITION(2, "snd-pos"),
    /** Highest position received, with or without gaps. */
    RECEIVER_HIGH_WATER_MARK(3, "rcv-hwm"),
    /** What a subscriber consumed. */
    SUBSCRIBER_POSITION(4, "sub-pos"),
    /** What was received without a gap. */
    RECEIVER_POSITION(5, "rcv-pos"),
    /** A {@link ChannelStatus} of a sending endpoint. */
    SEND_CHANNEL_STATUS(6, "snd-channel"),
    /** A {@link ChannelStatus} of a receiving endpoint. */
    RECEIVE_CHANNEL_STATUS(7, "rcv-channel"),
    /** First position that receivers do not take yet. */
    SENDER_LIMIT(9, "snd-lmt"),
    /** An indicator of congestion control; the name says which. */
    CONGESTION(10, "rcv-cc"),
    /** Epoch milliseconds of a client's last sign of life. */
    CLIENT_HEARTBEAT(11, "client-heartbeat"),
    /** What was appended, sampled. */
    PUBLISHER_POSITION(12, "pub-pos"),
    /** How often the sender had to wait for receivers. */
    SENDER_BACK_PRESSURE(13, "snd-bpe"),
    /** A {@link ChannelStatus} of one bound socket; the key has its address. */
    LOCAL_ADDRESS(14, "sockaddr"),
    /** Neighbouring drivers known by name. */
    RESOLVER_NEIGHBORS(15, "Resolver neighbors"),
    /** Names known. */
    RESOLVER_CACHE_ENTRIES(16, "Resolver cache entries"),
    /** Receivers that count for flow control. */
    FLOW_CONTROL_RECEIVERS(17, "fc-receivers"),
    /** Destinations of a channel. */
    DESTINATIONS(18, "mdc-num-dest"),
    /** Requests for lost data of one stream. */
    SENDER_NAKS_RECEIVED(19, "snd-naks-received"),
    /** Requests for lost data of one image. */
    RECEIVER_NAKS_SENT(20, "rcv-naks-sent"),
    /** Whether a bootstrap neighbour is connected. */
    BOOTSTRAP_NEIGHBOR(21, "Bootstrap neighbor"),
    /** The slowest system call by which a port sends; there is none when that is always java.nio. Ours alone. */
    DATAGRAM_PATH(5401, "datagram-io path"),
    /** How often a port had to go on with a slower way to send or receive. Ours alone. */
    DATAGRAM_FALLBACKS(5402, "datagram-io fallbacks");

    private final int id;
    private final String label;

    CounterType(int id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The type id in the metadata record. */
    public int id() {
        return id;
    }

    /** The name at the beginning of the label. */
    public String label() {
        return label;
    }
}
