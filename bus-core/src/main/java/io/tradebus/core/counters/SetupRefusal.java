package io.tradebus.core.counters;

/** Why a receiver did not take a stream that was offered to it. */
public enum SetupRefusal {
    /** Nothing was refused. */
    NONE,
    /** The sender's MTU is no length that a frame may have. The value is the MTU in bytes. */
    INVALID_MTU,
    /** The sender's MTU is greater than the receiver's window. The value is the MTU in bytes. */
    MTU_ABOVE_WINDOW,
    /** The sender's term length is none that a log may have. The value is the term length in bytes. */
    INVALID_TERM_LENGTH,
    /** There are as many sessions of the stream as are allowed. The value is the limit. */
    TOO_MANY_SESSIONS,
    /** There is no room for the log. The value is the term length in bytes. */
    NO_SPACE,
    /** The subscription asks for a congestion control that does not exist. */
    UNKNOWN_CONGESTION_CONTROL,
    /** Something else, which stands in the error log. */
    OTHER;

    private static final SetupRefusal[] ALL = values();

    /** The value of the counter. */
    public int code() {
        return ordinal();
    }

    /** The reason with a code; {@link #OTHER} for one that is not known. */
    public static SetupRefusal ofCode(long code) {
        return code >= 0 && code < ALL.length ? ALL[(int) code] : OTHER;
    }
}
