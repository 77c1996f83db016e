package io.tradebus.core.format.channel;

import io.tradebus.core.BusException;
import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A channel that does not parse, or that asks for what is not allowed. */
public final class ChannelException extends BusException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ChannelException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ChannelException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** With {@link ErrorCode#INVALID_CHANNEL}. */
    static ChannelException invalid(String message) {
        return new ChannelException(ErrorCode.INVALID_CHANNEL, message);
    }

    /** With {@link ErrorCode#GENERIC_ERROR}. */
    static ChannelException generic(String message) {
        return new ChannelException(ErrorCode.GENERIC_ERROR, message);
    }

    /** The code that the client should see. */
    public ErrorCode code() {
        return code;
    }
}
