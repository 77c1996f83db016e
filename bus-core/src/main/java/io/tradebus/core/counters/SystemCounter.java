package io.tradebus.core.counters;

/**
 * The counters every driver has from its start. The ordinal is the counter id, the key and the registration id; the order
 * is part of the format. See docs/shared-memory.md#system-counters.
 */
public enum SystemCounter {
    /** Bytes sent to the network. */
    BYTES_SENT("Bytes sent"),
    /** Bytes received from the network. */
    BYTES_RECEIVED("Bytes received"),
    /** The queue from conductor to receiver was full. */
    RECEIVER_PROXY_FAILS("Failed offers to ReceiverProxy"),
    /** The queue from conductor to sender was full. */
    SENDER_PROXY_FAILS("Failed offers to SenderProxy"),
    /** The queue from sender or receiver to the conductor was full. */
    CONDUCTOR_PROXY_FAILS("Failed offers to DriverConductorProxy"),
    /** Requests for lost data sent. */
    NAKS_SENT("NAKs sent"),
    /** Requests for lost data received. */
    NAKS_RECEIVED("NAKs received"),
    /** Status messages sent. */
    STATUS_MESSAGES_SENT("Status Messages sent"),
    /** Status messages received. */
    STATUS_MESSAGES_RECEIVED("Status Messages received"),
    /** Data heartbeats sent. */
    HEARTBEATS_SENT("Heartbeats sent"),
    /** Data heartbeats received. */
    HEARTBEATS_RECEIVED("Heartbeats received"),
    /** Packets sent again because a receiver asked. */
    RETRANSMITS_SENT("Retransmits sent"),
    /** Packets below the window of their image. */
    FLOW_CONTROL_UNDER_RUNS("Flow control under runs"),
    /** Packets above the window of their image. */
    FLOW_CONTROL_OVER_RUNS("Flow control over runs"),
    /** Packets that are malformed. */
    INVALID_PACKETS("Invalid packets"),
    /** Errors recorded in the error log. The label goes on with version and commit. */
    ERRORS("Errors"),
    /** Sends that took fewer bytes than they were given. */
    SHORT_SENDS("Short sends"),
    /** Log files that could not be deleted yet. */
    FREE_FAILS("Failed attempts to free log buffers"),
    /** A sender had to wait for its receivers. */
    SENDER_FLOW_CONTROL_LIMITS("Sender flow control limits, i.e. back-pressure events"),
    /** Publications unblocked after a claim that was never committed. */
    UNBLOCKED_PUBLICATIONS("Unblocked Publications"),
    /** Command ring unblocked after a client died in the middle of a command. */
    UNBLOCKED_COMMANDS("Unblocked Control Commands"),
    /** Receivers that may not hear the sender for the reach of its datagrams. */
    POSSIBLE_TTL_ASYMMETRY("Possible TTL Asymmetry"),
    /** Written by tools, read by a controllable idle strategy. */
    CONTROLLABLE_IDLE_STRATEGY("ControllableIdleStrategy status"),
    /** Gaps filled on unreliable streams. */
    LOSS_GAP_FILLS("Loss gap fills"),
    /** Clients that went silent without closing. */
    CLIENT_TIMEOUTS("Client liveness timeouts"),
    /** Endpoints whose address changed. */
    RESOLUTION_CHANGES("Resolution changes"),
    /** Longest duty cycle of the conductor in ns. The label goes on with the threading mode. */
    CONDUCTOR_MAX_CYCLE_TIME("Conductor max cycle time doing its work in ns"),
    /** Duty cycles of the conductor above the threshold. The label goes on with threshold and mode. */
    CONDUCTOR_CYCLE_TIME_EXCEEDED("Conductor work cycle exceeded threshold count"),
    /** As for the conductor. */
    SENDER_MAX_CYCLE_TIME("Sender max cycle time doing its work in ns"),
    /** As for the conductor. */
    SENDER_CYCLE_TIME_EXCEEDED("Sender work cycle exceeded threshold count"),
    /** As for the conductor. */
    RECEIVER_MAX_CYCLE_TIME("Receiver max cycle time doing its work in ns"),
    /** As for the conductor. */
    RECEIVER_CYCLE_TIME_EXCEEDED("Receiver work cycle exceeded threshold count"),
    /** Longest look-up of a name in ns. */
    NAME_RESOLVER_MAX_TIME("NameResolver max time in ns"),
    /** Look-ups above the threshold. The label goes on with the threshold. */
    NAME_RESOLVER_TIME_EXCEEDED("NameResolver exceeded threshold count"),
    /** Version of the compatible software, encoded. The label goes on with version and commit. */
    SOFTWARE_VERSION("Aeron software"),
    /** Bytes of control file, loss report and all logs. */
    BYTES_MAPPED("Bytes currently mapped"),
    /** Bytes sent again, a lower bound. */
    RETRANSMITTED_BYTES("Retransmitted bytes"),
    /** Retransmissions dropped since too many were running. */
    RETRANSMIT_OVERFLOWS("Retransmit Pool Overflow count"),
    /** Error frames received. */
    ERROR_FRAMES_RECEIVED("Error Frames received"),
    /** Error frames sent. */
    ERROR_FRAMES_SENT("Error Frames sent"),
    /** Publications revoked. */
    PUBLICATIONS_REVOKED("Publications Revoked"),
    /** Images revoked. */
    IMAGES_REVOKED("Publication Images Revoked"),
    /** Images rejected by a subscriber. */
    IMAGES_REJECTED("Images rejected"),
    /** Version of the control protocol, encoded. */
    CONTROL_PROTOCOL_VERSION("Control protocol version"),
    /** Status messages whose position is too far off. */
    STATUS_MESSAGES_REJECTED("Status Messages rejected"),
    /** The queue from conductor to the executor was full. */
    ASYNC_EXECUTOR_PROXY_FAILS("Failed offers to AsyncExecutorProxy");

    private static final SystemCounter[] ALL = values();

    private final String label;

    SystemCounter(String label) {
        this.label = label;
    }

    /** How many there are. */
    public static int count() {
        return ALL.length;
    }

    /** The counter with this id, from 0 to {@link #count()} - 1. */
    public static SystemCounter of(int id) {
        return ALL[id];
    }

    /** Counter id, key and registration id. */
    public int id() {
        return ordinal();
    }

    /** The label, without what a driver adds to it. */
    public String label() {
        return label;
    }
}
