package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.BusException;
import io.tradebus.core.format.control.ErrorCode;

/** A client's request cannot be met. The client is told the code and the message; nothing has changed. */
public final class RequestRefusedException extends BusException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public RequestRefusedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public RequestRefusedException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The code of docs/shared-memory.md#error-codes that the client sees. */
    public ErrorCode code() {
        return code;
    }

    /** Where in the driver it was refused says nothing that the message does not, and would fill the error log. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
