package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.AckMode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a listener works.
 *
 * @param autoStartup whether it is started with the context
 * @param ackMode when positions are committed
 * @param fragmentLimit most fragments handled in one poll of a session, at least 1
 * @param idle what its thread does when there is nothing to do, unless its agent has settings of its own
 * @param onError what happens when the handler throws
 * @param retry how failed messages are tried again
 * @param drainTimeout how long {@code stop} may go on to handle what was published before
 * @param idleEventInterval quiet time after which an event says that the listener is idle; null for no such events
 */
public record ListenerOptions(
        boolean autoStartup,
        AckMode ackMode,
        int fragmentLimit,
        IdleSettings idle,
        OnError onError,
        RetryPolicy retry,
        Duration drainTimeout,
        @Nullable Duration idleEventInterval) {
    public static final ListenerOptions DEFAULT = new ListenerOptions(
            true,
            AckMode.BATCH,
            32,
            IdleSettings.BACKOFF,
            OnError.RETRY,
            RetryPolicy.DEFAULT,
            Duration.ofSeconds(5),
            null);

    public ListenerOptions {
        if (fragmentLimit < 1) {
            throw new BusConfigurationException("fragment-limit must be at least 1, but was " + fragmentLimit);
        }
        if (drainTimeout.isNegative()) {
            throw new BusConfigurationException("drain-timeout must not be negative, but was " + drainTimeout);
        }
        if (idleEventInterval != null && (idleEventInterval.isNegative() || idleEventInterval.isZero())) {
            throw new BusConfigurationException("idle-event-interval must be positive, but was " + idleEventInterval);
        }
    }

    /** A copy with another idle strategy. */
    public ListenerOptions withIdle(IdleSettings idle) {
        return new ListenerOptions(
                autoStartup, ackMode, fragmentLimit, idle, onError, retry, drainTimeout, idleEventInterval);
    }

    /** A copy that is, or is not, started with the context. */
    public ListenerOptions withAutoStartup(boolean autoStartup) {
        return new ListenerOptions(
                autoStartup, ackMode, fragmentLimit, idle, onError, retry, drainTimeout, idleEventInterval);
    }

    /** A copy with other answers to failures. */
    public ListenerOptions withErrors(OnError onError, RetryPolicy retry) {
        return new ListenerOptions(
                autoStartup, ackMode, fragmentLimit, idle, onError, retry, drainTimeout, idleEventInterval);
    }

    /** The error strategy in short, such as {@code retry(3)->halt}. */
    public String describeErrors() {
        String name = onError.name().toLowerCase(Locale.ROOT);
        return onError == OnError.RETRY
                ? name + "(" + retry.maxAttempts() + ")->" + retry.then().name().toLowerCase(Locale.ROOT)
                : name;
    }
}
