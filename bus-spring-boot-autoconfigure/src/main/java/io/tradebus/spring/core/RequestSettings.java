package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import java.time.Duration;

/**
 * How requests are sent to a stream.
 *
 * @param maxInFlight most requests of this application that wait for a reply at the same time
 * @param timeout how long a request waits unless it says otherwise
 */
public record RequestSettings(int maxInFlight, Duration timeout) {
    /** 1024 requests, 1 s. */
    public static final RequestSettings DEFAULT = new RequestSettings(1024, Duration.ofSeconds(1));

    /** Most requests that can be in flight: what is kept for each of them is allocated at once. */
    public static final int MAX_IN_FLIGHT = 1 << 20;

    public RequestSettings {
        if (maxInFlight < 1 || maxInFlight > MAX_IN_FLIGHT) {
            throw new BusConfigurationException(
                    "max-in-flight must be from 1 to " + MAX_IN_FLIGHT + ", but was " + maxInFlight);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new BusConfigurationException("timeout must be positive, but was " + timeout);
        }
    }
}
