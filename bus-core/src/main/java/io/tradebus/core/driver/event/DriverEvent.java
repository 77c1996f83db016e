package io.tradebus.core.driver.event;

import static io.tradebus.core.driver.event.EventField.address;
import static io.tradebus.core.driver.event.EventField.bytes;
import static io.tradebus.core.driver.event.EventField.command;
import static io.tradebus.core.driver.event.EventField.duration;
import static io.tradebus.core.driver.event.EventField.flag;
import static io.tradebus.core.driver.event.EventField.frame;
import static io.tradebus.core.driver.event.EventField.number;
import static io.tradebus.core.driver.event.EventField.response;
import static io.tradebus.core.driver.event.EventField.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events a driver can write down, with the names and ids by which they are switched on, and the fields of each
 * in the order in which they lie in its record. Ids are also message types in the ring; each is a bit of the mask that says
 * what is on. See docs/event-log.md#events.
 */
public enum DriverEvent {
    FRAME_IN(1, EventGroup.FRAMES, address("from"), frame()),
    FRAME_OUT(2, EventGroup.FRAMES, address("to"), frame()),
    CMD_IN_ADD_PUBLICATION(3, EventGroup.COMMANDS, command()),
    CMD_IN_REMOVE_PUBLICATION(4, EventGroup.COMMANDS, command()),
    CMD_IN_ADD_SUBSCRIPTION(5, EventGroup.COMMANDS, command()),
    CMD_IN_REMOVE_SUBSCRIPTION(6, EventGroup.COMMANDS, command()),
    CMD_OUT_PUBLICATION_READY(7, EventGroup.RESPONSES, response()),
    CMD_OUT_AVAILABLE_IMAGE(8, EventGroup.RESPONSES, response()),
    CMD_OUT_ON_OPERATION_SUCCESS(12, EventGroup.RESPONSES, response()),
    CMD_IN_KEEPALIVE_CLIENT(13, EventGroup.COMMANDS, command()),
    REMOVE_PUBLICATION_CLEANUP(
            14, EventGroup.CLEAN_UP, number("registration"), number("session"), number("stream"), text("channel")),
    REMOVE_SUBSCRIPTION_CLEANUP(15, EventGroup.CLEAN_UP, number("registration"), number("stream"), text("channel")),
    REMOVE_IMAGE_CLEANUP(
            16, EventGroup.CLEAN_UP, number("image"), number("session"), number("stream"), text("channel")),
    CMD_OUT_ON_UNAVAILABLE_IMAGE(17, EventGroup.RESPONSES, response()),
    SEND_CHANNEL_CREATION(23, EventGroup.CHANNELS, text("channel"), text("local")),
    RECEIVE_CHANNEL_CREATION(24, EventGroup.CHANNELS, text("channel"), text("local")),
    SEND_CHANNEL_CLOSE(25, EventGroup.CHANNELS, text("channel")),
    RECEIVE_CHANNEL_CLOSE(26, EventGroup.CHANNELS, text("channel")),
    CMD_IN_ADD_DESTINATION(30, EventGroup.COMMANDS, command()),
    CMD_IN_REMOVE_DESTINATION(31, EventGroup.COMMANDS, command()),
    CMD_IN_ADD_EXCLUSIVE_PUBLICATION(32, EventGroup.COMMANDS, command()),
    CMD_OUT_EXCLUSIVE_PUBLICATION_READY(33, EventGroup.RESPONSES, response()),
    CMD_OUT_ERROR(34, EventGroup.RESPONSES, response()),
    CMD_IN_ADD_COUNTER(35, EventGroup.COMMANDS, command()),
    CMD_IN_REMOVE_COUNTER(36, EventGroup.COMMANDS, command()),
    CMD_OUT_SUBSCRIPTION_READY(37, EventGroup.RESPONSES, response()),
    CMD_OUT_COUNTER_READY(38, EventGroup.RESPONSES, response()),
    CMD_OUT_ON_UNAVAILABLE_COUNTER(39, EventGroup.RESPONSES, response()),
    CMD_IN_CLIENT_CLOSE(40, EventGroup.COMMANDS, command()),
    CMD_IN_ADD_RCV_DESTINATION(41, EventGroup.COMMANDS, command()),
    CMD_IN_REMOVE_RCV_DESTINATION(42, EventGroup.COMMANDS, command()),
    CMD_OUT_ON_CLIENT_TIMEOUT(43, EventGroup.RESPONSES, response()),
    CMD_IN_TERMINATE_DRIVER(44, EventGroup.COMMANDS, command()),
    UNTETHERED_SUBSCRIPTION_STATE_CHANGE(
            45,
            EventGroup.STREAMS,
            number("subscription"),
            number("image"),
            number("session"),
            number("stream"),
            text("before"),
            text("now"),
            text("channel")),
    NAME_RESOLUTION_NEIGHBOR_ADDED(46, EventGroup.NAMES, text("address")),
    NAME_RESOLUTION_NEIGHBOR_REMOVED(47, EventGroup.NAMES, text("address")),
    FLOW_CONTROL_RECEIVER_ADDED(
            48,
            EventGroup.STREAMS,
            number("receiver"),
            number("receivers"),
            number("session"),
            number("stream"),
            text("channel")),
    FLOW_CONTROL_RECEIVER_REMOVED(
            49,
            EventGroup.STREAMS,
            number("receiver"),
            number("receivers"),
            number("session"),
            number("stream"),
            text("channel")),
    NAME_RESOLUTION_RESOLVE(
            50, EventGroup.NAMES, text("resolver"), duration("duration"), text("name"), flag("again"), text("address")),
    TEXT_DATA(51, EventGroup.OTHER, text("text")),
    NAME_RESOLUTION_LOOKUP(
            52, EventGroup.NAMES, text("resolver"), duration("duration"), text("name"), flag("again"), text("result")),
    NAME_RESOLUTION_HOST_NAME(53, EventGroup.NAMES, duration("duration"), text("hostName")),
    NAK_SENT(
            54,
            EventGroup.STREAMS,
            number("session"),
            number("stream"),
            number("term"),
            bytes("offset"),
            bytes("length"),
            text("source"),
            text("channel")),
    RESEND(
            55,
            EventGroup.STREAMS,
            number("session"),
            number("stream"),
            number("term"),
            bytes("offset"),
            bytes("length"),
            text("channel")),
    CMD_IN_REMOVE_DESTINATION_BY_ID(56, EventGroup.COMMANDS, command()),
    CMD_IN_REJECT_IMAGE(57, EventGroup.COMMANDS, command()),
    NAK_RECEIVED(
            58,
            EventGroup.STREAMS,
            address("from"),
            number("session"),
            number("stream"),
            number("term"),
            bytes("offset"),
            bytes("length"),
            text("channel")),
    PUBLICATION_REVOKE(
            59, EventGroup.STREAMS, number("registration"), number("session"), number("stream"), text("channel")),
    PUBLICATION_IMAGE_REVOKE(
            60,
            EventGroup.STREAMS,
            number("image"),
            number("session"),
            number("stream"),
            bytes("position"),
            text("channel"));

    private static final @Nullable DriverEvent[] BY_ID = new DriverEvent[Long.SIZE];

    static {
        for (DriverEvent event : values()) {
            BY_ID[event.id] = event;
        }
    }

    private final int id;
    private final EventGroup group;
    private final List<EventField> fields;

    DriverEvent(int id, EventGroup group, EventField... fields) {
        this.id = id;
        this.group = group;
        this.fields = List.of(fields);
    }

    /** The number by which it may be named in settings, from 1 to 63. */
    public int id() {
        return id;
    }

    public EventGroup group() {
        return group;
    }

    /** Its bit in the mask of events that are on. */
    public long bit() {
        return 1L << id;
    }

    List<EventField> fields() {
        return fields;
    }

    /** The event with that id, or null. */
    static @Nullable DriverEvent of(int id) {
        return id > 0 && id < BY_ID.length ? BY_ID[id] : null;
    }
}
