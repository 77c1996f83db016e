package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import java.time.Duration;

/**
 * How often and when a failed message is tried again.
 *
 * @param maxAttempts retries after the first delivery, at least 0
 * @param delay before the first retry
 * @param multiplier by which the delay grows, at least 1
 * @param maxDelay longest delay
 * @param then what happens when the retries are used up; not {@link OnError#RETRY}
 */
public record RetryPolicy(int maxAttempts, Duration delay, double multiplier, Duration maxDelay, OnError then) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofMillis(10), 2, Duration.ofSeconds(1), OnError.HALT);

    public RetryPolicy {
        if (maxAttempts < 0) {
            throw new BusConfigurationException("retry.max-attempts must be at least 0, but was " + maxAttempts);
        }
        if (delay.isNegative() || maxDelay.compareTo(delay) < 0) {
            throw new BusConfigurationException("retry.delay must be from 0 to retry.max-delay, but was " + delay
                    + " with retry.max-delay " + maxDelay);
        }
        if (!(multiplier >= 1)) {
            throw new BusConfigurationException("retry.multiplier must be at least 1, but was " + multiplier);
        }
        if (then == OnError.RETRY) {
            throw new BusConfigurationException("retry.then must be halt, skip, detach or dead-letter, but was retry");
        }
    }

    /** A copy that does something else when the retries are used up. */
    public RetryPolicy withThen(OnError then) {
        return new RetryPolicy(maxAttempts, delay, multiplier, maxDelay, then);
    }

    /**
     * Nanoseconds to wait before the next attempt.
     *
     * @param attempt how often the message was delivered by now, from 1
     */
    public long delayNs(int attempt) {
        double delayNs = delay.toNanos() * Math.pow(multiplier, attempt - 1.0);
        return (long) Math.min(delayNs, maxDelay.toNanos());
    }
}
