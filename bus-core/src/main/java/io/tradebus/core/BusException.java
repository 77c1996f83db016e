package io.tradebus.core;

import org.jspecify.annotations.Nullable;

/** The root of everything the bus throws. Its message says what is wrong, what is allowed and what to do about it. */
public class BusException extends RuntimeException {
    public BusException(String message) {
        super(message);
    }

    public BusException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
