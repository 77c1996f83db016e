package io.tradebus.spring.autoconfigure.explain;

/**
 * What sentences compare facts with.
 *
 * @param timeoutMs milliseconds without a sign of life after which the driver is given up
 * @param lowStorage usable bytes at or below which health says so
 * @param receiveGranted most bytes of receive buffer that the system grants; {@link Long#MAX_VALUE} when unknown
 * @param sendGranted most bytes of send buffer that the system grants; {@link Long#MAX_VALUE} when unknown
 */
public record ExplainSettings(long timeoutMs, long lowStorage, long receiveGranted, long sendGranted) {}
