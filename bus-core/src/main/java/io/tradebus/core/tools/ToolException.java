package io.tradebus.core.tools;

import io.tradebus.core.BusException;

/** A tool cannot do what it was asked for; the message is one sentence that says what to do about it. */
final class ToolException extends BusException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private ToolException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** There is no driver, or nothing that could be read. */
    static ToolException absent(String message) {
        return new ToolException(ExitStatus.ABSENT, message);
    }

    /** The arguments cannot be understood. */
    static ToolException usage(String message) {
        return new ToolException(ExitStatus.USAGE, message);
    }

    /** The driver did not do what it was asked for. */
    static ToolException refused(String message) {
        return new ToolException(ExitStatus.REFUSED, message);
    }

    /** With which status the process ends. */
    int status() {
        return status;
    }
}
