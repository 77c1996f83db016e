package io.tradebus.core;

import org.jspecify.annotations.Nullable;

/** A setting has a value that cannot work. The message names the setting, its value and what is allowed. */
public class BusConfigurationException extends BusException {
    public BusConfigurationException(String message) {
        super(message);
    }

    public BusConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
