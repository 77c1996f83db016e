package io.tradebus.core.format.control;

/**
 * Type ids of the messages that clients send to the driver.
 *
 * <p>See {@code docs/shared-memory.md#commands-client-to-driver}.
 */
public final class CommandType {
    public static final int ADD_PUBLICATION = 0x01;
    public static final int REMOVE_PUBLICATION = 0x02;
    public static final int ADD_EXCLUSIVE_PUBLICATION = 0x03;
    public static final int ADD_SUBSCRIPTION = 0x04;
    public static final int REMOVE_SUBSCRIPTION = 0x05;
    public static final int CLIENT_KEEPALIVE = 0x06;
    public static final int ADD_DESTINATION = 0x07;
    public static final int REMOVE_DESTINATION = 0x08;
    public static final int ADD_COUNTER = 0x09;
    public static final int REMOVE_COUNTER = 0x0A;
    public static final int CLIENT_CLOSE = 0x0B;
    public static final int ADD_RCV_DESTINATION = 0x0C;
    public static final int REMOVE_RCV_DESTINATION = 0x0D;
    public static final int TERMINATE_DRIVER = 0x0E;
    public static final int ADD_STATIC_COUNTER = 0x0F;
    public static final int REJECT_IMAGE = 0x10;
    public static final int REMOVE_DESTINATION_BY_ID = 0x11;
    public static final int GET_NEXT_AVAILABLE_SESSION_ID = 0x12;

    /** The smallest and the largest id that is in use; all between them are too. */
    public static final int MIN_ID = ADD_PUBLICATION;

    public static final int MAX_ID = GET_NEXT_AVAILABLE_SESSION_ID;

    private static final String[] NAMES = {
        "ADD_PUBLICATION",
        "REMOVE_PUBLICATION",
        "ADD_EXCLUSIVE_PUBLICATION",
        "ADD_SUBSCRIPTION",
        "REMOVE_SUBSCRIPTION",
        "CLIENT_KEEPALIVE",
        "ADD_DESTINATION",
        "REMOVE_DESTINATION",
        "ADD_COUNTER",
        "REMOVE_COUNTER",
        "CLIENT_CLOSE",
        "ADD_RCV_DESTINATION",
        "REMOVE_RCV_DESTINATION",
        "TERMINATE_DRIVER",
        "ADD_STATIC_COUNTER",
        "REJECT_IMAGE",
        "REMOVE_DESTINATION_BY_ID",
        "GET_NEXT_AVAILABLE_SESSION_ID"
    };

    private CommandType() {}

    public static boolean isKnown(int typeId) {
        return typeId >= MIN_ID && typeId <= MAX_ID;
    }

    /** The name as in the specification, or {@code COMMAND(n)} for an id that is not in use. */
    public static String nameOf(int typeId) {
        return isKnown(typeId) ? NAMES[typeId - MIN_ID] : "COMMAND(" + typeId + ")";
    }
}
