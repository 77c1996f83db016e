package io.tradebus.core.driver.media;

import io.tradebus.core.BusException;
import org.jspecify.annotations.Nullable;

/** A port that could not be opened. The message has the channel, the address and the system's words. */
public final class PortException extends BusException {
    private static final long serialVersionUID = 1L;

    public PortException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
