package io.tradebus.core.driver.exchange;

/** Why a receiver does not rebuild an image any more. */
public enum InboundEnd {
    /** It does. */
    NONE,
    /** The stream has ended, and all of it was received. */
    END_OF_STREAM,
    /** The publication was taken back. */
    REVOKED,
    /** Nobody reads it any more. */
    UNWANTED,
    /** Nothing was heard of the sender for the image liveness timeout. */
    SILENT;

    private static final InboundEnd[] ALL = values();

    static InboundEnd ofCode(long code) {
        return ALL[(int) code];
    }
}
