package io.tradebus.core.tools.view;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.SystemCounter;

/** Under which heading a counter is shown. */
public enum CounterGroup {
    TRAFFIC("Traffic on the network"),
    REPAIR("Loss and repair"),
    BACK_PRESSURE("Back-pressure"),
    FAULTS("Errors and refusals"),
    RESOURCES("Clients and resources"),
    DUTY_CYCLES("Duty cycles and name look-ups"),
    DRIVER("Driver"),
    STREAMS("Streams"),
    CHANNELS("Channels"),
    EVIDENCE("What endpoints have seen"),
    CLIENTS("Clients"),
    RESOLUTION("Resolution of names among drivers"),
    ARCHIVE("Archive"),
    CLUSTER("Cluster"),
    APPLICATION("Applications");

    private static final int FIRST_ARCHIVE_TYPE = 100;
    private static final int FIRST_CLUSTER_TYPE = 200;
    private static final int LAST_CLUSTER_TYPE = 299;
    private static final CounterType[] TYPES = CounterType.values();

    private final String heading;

    CounterGroup(String heading) {
        this.heading = heading;
    }

    public String heading() {
        return heading;
    }

    /** The group of a counter; what no driver allocates belongs to applications. */
    public static CounterGroup of(CounterRow row) {
        int typeId = row.typeId();
        for (CounterType type : TYPES) {
            if (type.id() == typeId) {
                return of(type, row);
            }
        }
        if (typeId >= EvidenceCounter.SETUPS_SENT.id() && typeId <= EvidenceCounter.REJECTED_DATAGRAMS_TYPE_ID) {
            return typeId == EvidenceCounter.REJECTED_DATAGRAMS_TYPE_ID ? FAULTS : EVIDENCE;
        }
        if (typeId >= FIRST_ARCHIVE_TYPE && typeId < FIRST_CLUSTER_TYPE) {
            return ARCHIVE;
        }
        return typeId >= FIRST_CLUSTER_TYPE && typeId <= LAST_CLUSTER_TYPE ? CLUSTER : APPLICATION;
    }

    private static CounterGroup of(CounterType type, CounterRow row) {
        return switch (type) {
            case SYSTEM ->
                row.keyNumber() >= 0 && row.keyNumber() < SystemCounter.count()
                        ? of(SystemCounter.of(row.keyNumber()))
                        : DRIVER;
            case SEND_CHANNEL_STATUS, RECEIVE_CHANNEL_STATUS, LOCAL_ADDRESS, DESTINATIONS -> CHANNELS;
            case CLIENT_HEARTBEAT -> CLIENTS;
            case RESOLVER_NEIGHBORS, RESOLVER_CACHE_ENTRIES, BOOTSTRAP_NEIGHBOR -> RESOLUTION;
            default -> STREAMS;
        };
    }

    private static CounterGroup of(SystemCounter counter) {
        return switch (counter) {
            case BYTES_SENT,
                    BYTES_RECEIVED,
                    STATUS_MESSAGES_SENT,
                    STATUS_MESSAGES_RECEIVED,
                    HEARTBEATS_SENT,
                    HEARTBEATS_RECEIVED -> TRAFFIC;
            case NAKS_SENT,
                    NAKS_RECEIVED,
                    RETRANSMITS_SENT,
                    RETRANSMITTED_BYTES,
                    RETRANSMIT_OVERFLOWS,
                    LOSS_GAP_FILLS,
                    FLOW_CONTROL_UNDER_RUNS,
                    FLOW_CONTROL_OVER_RUNS -> REPAIR;
            case SENDER_FLOW_CONTROL_LIMITS,
                    RECEIVER_PROXY_FAILS,
                    SENDER_PROXY_FAILS,
                    CONDUCTOR_PROXY_FAILS,
                    ASYNC_EXECUTOR_PROXY_FAILS -> BACK_PRESSURE;
            case ERRORS,
                    INVALID_PACKETS,
                    SHORT_SENDS,
                    FREE_FAILS,
                    POSSIBLE_TTL_ASYMMETRY,
                    ERROR_FRAMES_RECEIVED,
                    ERROR_FRAMES_SENT,
                    IMAGES_REJECTED,
                    STATUS_MESSAGES_REJECTED -> FAULTS;
            case CLIENT_TIMEOUTS,
                    UNBLOCKED_PUBLICATIONS,
                    UNBLOCKED_COMMANDS,
                    BYTES_MAPPED,
                    PUBLICATIONS_REVOKED,
                    IMAGES_REVOKED -> RESOURCES;
            case CONDUCTOR_MAX_CYCLE_TIME,
                    CONDUCTOR_CYCLE_TIME_EXCEEDED,
                    SENDER_MAX_CYCLE_TIME,
                    SENDER_CYCLE_TIME_EXCEEDED,
                    RECEIVER_MAX_CYCLE_TIME,
                    RECEIVER_CYCLE_TIME_EXCEEDED,
                    NAME_RESOLVER_MAX_TIME,
                    NAME_RESOLVER_TIME_EXCEEDED -> DUTY_CYCLES;
            case CONTROLLABLE_IDLE_STRATEGY, RESOLUTION_CHANGES, SOFTWARE_VERSION, CONTROL_PROTOCOL_VERSION -> DRIVER;
        };
    }
}
