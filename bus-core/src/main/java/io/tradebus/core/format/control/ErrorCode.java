package io.tradebus.core.format.control;

/**
 * Why the driver refused a command, as a client sees it in {@code ON_ERROR}.
 *
 * <p>See {@code docs/shared-memory.md#error-codes}.
 */
public enum ErrorCode {
    /** A code this version does not know; sent only in place of one that came over the network. */
    UNKNOWN_CODE_VALUE(-1),
    UNUSED(0),
    /** The channel does not parse, or its parameters are illegal or in conflict with what exists. */
    INVALID_CHANNEL(1),
    UNKNOWN_SUBSCRIPTION(2),
    UNKNOWN_PUBLICATION(3),
    /** Sent by older drivers only; the id of the event is then that of a channel status counter. */
    CHANNEL_ENDPOINT_ERROR(4),
    UNKNOWN_COUNTER(5),
    UNKNOWN_COMMAND_TYPE_ID(6),
    /** The command is shorter than its fields say. */
    MALFORMED_COMMAND(7),
    NOT_SUPPORTED(8),
    UNKNOWN_HOST(9),
    /** What the command needs is just being closed; it may be tried again. */
    RESOURCE_TEMPORARILY_UNAVAILABLE(10),
    GENERIC_ERROR(11),
    /** There is not enough space in the file store for a log. */
    STORAGE_SPACE(12),
    /** A subscriber rejected an image; found in {@code ON_PUBLICATION_ERROR} only. */
    IMAGE_REJECTED(13),
    PUBLICATION_REVOKED(14);

    private static final ErrorCode[] BY_VALUE = values();

    private final int value;

    ErrorCode(int value) {
        this.value = value;
    }

    /** The number that stands for this code in a message. */
    public int value() {
        return value;
    }

    /** The code for a number, {@link #UNKNOWN_CODE_VALUE} if there is none. */
    public static ErrorCode of(int value) {
        return value >= 0 && value <= PUBLICATION_REVOKED.value ? BY_VALUE[value + 1] : UNKNOWN_CODE_VALUE;
    }
}
