package io.tradebus.core.driver.receiver;

/**
 * What a receiving endpoint does with the frames of one session of a stream. Specified in
 * {@code docs/wire-protocol.md#what-a-receiver-does-per-stream-and-session}.
 */
enum SessionState {
    /** Somebody would read it, but nothing is known of it. */
    UNKNOWN,
    /** Data came, and its sender was asked for a SETUP. */
    PENDING_SETUP,
    /** Its SETUP was passed on, and is not answered yet. */
    INIT_IN_PROGRESS,
    /** There is an image. */
    ACTIVE,
    /** There was an image, which went without an end of the stream. Nothing is taken until the conductor says so. */
    COOL_DOWN,
    /** Nobody reads it. */
    NO_INTEREST;

    private static final int COUNT = values().length;

    static int count() {
        return COUNT;
    }

    boolean mayBecome(SessionState next) {
        return switch (this) {
            case UNKNOWN -> next == PENDING_SETUP || next == INIT_IN_PROGRESS || next == ACTIVE || next == NO_INTEREST;
            // Back to UNKNOWN when no SETUP came in time.
            case PENDING_SETUP -> next == UNKNOWN || next == INIT_IN_PROGRESS || next == ACTIVE || next == NO_INTEREST;
            // Back to UNKNOWN when the SETUP was refused.
            case INIT_IN_PROGRESS -> next == UNKNOWN || next == ACTIVE || next == NO_INTEREST;
            // To UNKNOWN when the stream had an end: what comes then is a new one.
            case ACTIVE -> next == UNKNOWN || next == COOL_DOWN || next == NO_INTEREST;
            case COOL_DOWN -> next == UNKNOWN || next == NO_INTEREST;
            case NO_INTEREST -> next == UNKNOWN;
        };
    }
}
