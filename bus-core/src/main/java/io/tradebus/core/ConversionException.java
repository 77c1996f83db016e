package io.tradebus.core;

import org.jspecify.annotations.Nullable;

/** A payload could not be turned into bytes, or bytes not into what a handler wants. */
public class ConversionException extends BusException {
    public ConversionException(String message) {
        super(message);
    }

    public ConversionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
