package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;

/** Where in a frame a timestamp is written. */
public final class TimestampOffset {
    /** Nowhere. */
    public static final int NONE = -1;

    /** In the reserved value of the header. */
    public static final int RESERVED_VALUE = -8;

    private static final String RESERVED = "reserved";

    private TimestampOffset() {}

    /** Bytes into the payload, {@link #RESERVED_VALUE}, or {@link #NONE} if the parameter is not given. */
    static int of(ChannelUri uri, ChannelParam param) {
        String text = uri.get(param);
        if (RESERVED.equals(text)) {
            return RESERVED_VALUE;
        }
        int offset = ChannelValues.intOr(uri, param, NONE, ErrorCode.INVALID_CHANNEL);
        if (text != null && offset < 0) {
            throw ChannelException.invalid(param.key() + " is negative: " + text);
        }
        return offset;
    }
}
