package io.tradebus.core;

/** The driver refused a request of a client. */
public final class RegistrationException extends BusException {
    private final long correlationId;
    private final int errorCode;
    private final String reason;

    /**
     * @param errorCode one of the codes in docs/shared-memory.md#error-codes
     * @param message what the driver said
     */
    public RegistrationException(long correlationId, int errorCode, String message) {
        super(message + " (driver error code " + errorCode + ", request " + correlationId + ")");
        this.correlationId = correlationId;
        this.errorCode = errorCode;
        this.reason = message;
    }

    public RegistrationException(int errorCode, String message) {
        super(message + " (driver error code " + errorCode + ")");
        this.correlationId = -1;
        this.errorCode = errorCode;
        this.reason = message;
    }

    private RegistrationException(String message, RegistrationException cause) {
        super(message, cause);
        this.correlationId = cause.correlationId;
        this.errorCode = cause.errorCode;
        this.reason = cause.reason;
    }

    /** The same refusal, with what the request was for before what the driver said. */
    public RegistrationException about(String subject) {
        return new RegistrationException(subject + ": " + getMessage(), this);
    }

    /** The request that was refused, or -1 when there is none. */
    public long correlationId() {
        return correlationId;
    }

    /** What the driver said, which is the same for each request that it refuses for the same reason. */
    public String reason() {
        return reason;
    }

    public int errorCode() {
        return errorCode;
    }
}
