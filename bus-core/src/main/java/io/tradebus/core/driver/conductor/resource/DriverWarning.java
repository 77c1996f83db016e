package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.BusException;

/** What a warning looks like in the error log. It has no stack: where it was noticed says nothing. */
final class DriverWarning extends BusException {
    private static final long serialVersionUID = 1L;

    DriverWarning(String text) {
        super("WARN - " + text);
        setStackTrace(new StackTraceElement[0]);
    }
}
