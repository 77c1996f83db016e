package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.BusException;
import io.tradebus.core.counters.SetupRefusal;

/** An offered stream cannot be taken. It stands in the error log; the sender hears nothing and goes on offering. */
final class RefusedSetupException extends BusException {
    private static final long serialVersionUID = 1L;

    private final SetupRefusal reason;
    private final long value;

    /** @param value what is at fault, as the reason says */
    RefusedSetupException(SetupRefusal reason, long value, String message) {
        super(message);
        this.reason = reason;
        this.value = value;
    }

    SetupRefusal reason() {
        return reason;
    }

    long value() {
        return value;
    }

    /** Where in the driver it was refused says nothing that the message does not, and would fill the error log. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
