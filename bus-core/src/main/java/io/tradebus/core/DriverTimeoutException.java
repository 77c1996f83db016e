package io.tradebus.core;

/** The driver did not do in time what it was asked for. What was asked may still happen later. */
public class DriverTimeoutException extends BusException {
    public DriverTimeoutException(String message) {
        super(message);
    }
}
