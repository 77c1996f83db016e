package io.tradebus.core.format.control;

/**
 * Type ids of the messages that the driver broadcasts to its clients.
 *
 * <p>See {@code docs/shared-memory.md#responses-driver-to-clients}.
 */
public final class EventType {
    public static final int ON_ERROR = 0x0F01;
    public static final int ON_AVAILABLE_IMAGE = 0x0F02;
    public static final int ON_PUBLICATION_READY = 0x0F03;
    public static final int ON_OPERATION_SUCCESS = 0x0F04;
    public static final int ON_UNAVAILABLE_IMAGE = 0x0F05;
    public static final int ON_EXCLUSIVE_PUBLICATION_READY = 0x0F06;
    public static final int ON_SUBSCRIPTION_READY = 0x0F07;
    public static final int ON_COUNTER_READY = 0x0F08;
    public static final int ON_UNAVAILABLE_COUNTER = 0x0F09;
    public static final int ON_CLIENT_TIMEOUT = 0x0F0A;
    public static final int ON_STATIC_COUNTER = 0x0F0B;
    public static final int ON_PUBLICATION_ERROR = 0x0F0C;
    public static final int ON_NEXT_AVAILABLE_SESSION_ID = 0x0F0D;

    /** The smallest and the largest id that is in use; all between them are too. */
    public static final int MIN_ID = ON_ERROR;

    public static final int MAX_ID = ON_NEXT_AVAILABLE_SESSION_ID;

    private static final String[] NAMES = {
        "ON_ERROR",
        "ON_AVAILABLE_IMAGE",
        "ON_PUBLICATION_READY",
        "ON_OPERATION_SUCCESS",
        "ON_UNAVAILABLE_IMAGE",
        "ON_EXCLUSIVE_PUBLICATION_READY",
        "ON_SUBSCRIPTION_READY",
        "ON_COUNTER_READY",
        "ON_UNAVAILABLE_COUNTER",
        "ON_CLIENT_TIMEOUT",
        "ON_STATIC_COUNTER",
        "ON_PUBLICATION_ERROR",
        "ON_NEXT_AVAILABLE_SESSION_ID"
    };

    private EventType() {}

    public static boolean isKnown(int typeId) {
        return typeId >= MIN_ID && typeId <= MAX_ID;
    }

    /** The name as in the specification, or {@code EVENT(n)} for an id that is not in use. */
    public static String nameOf(int typeId) {
        return isKnown(typeId) ? NAMES[typeId - MIN_ID] : "EVENT(" + typeId + ")";
    }
}
