package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.AckMode;
import java.time.Duration;
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
 * @param concurrency agents among which the publishers' sessions are spread, at least 1
 * @param deadLetterStream name of the stream that takes copies of messages that could not be handled; null for none
 * @param instrumentation what is measured of each message
 */
public record ListenerOptions(
        boolean autoStartup,
        AckMode ackMode,
        int fragmentLimit,
        IdleSettings idle,
        OnError onError,
        RetryPolicy retry,
        Duration drainTimeout,
        @Nullable Duration idleEventInterval,
        int concurrency,
        @Nullable String deadLetterStream,
        Instrumentation instrumentation) {
    public static final ListenerOptions DEFAULT = new ListenerOptions(
            true,
            AckMode.BATCH,
            32,
            IdleSettings.BACKOFF,
            OnError.RETRY,
            RetryPolicy.DEFAULT,
            Duration.ofSeconds(5),
            null,
            1,
            null,
            Instrumentation.DEFAULT);

    /** Of a listener to requests: one that fails again and again must not keep all others from their replies. */
    public static final ListenerOptions OF_REQUESTS =
            DEFAULT.withErrors(OnError.RETRY, RetryPolicy.DEFAULT.withThen(OnError.SKIP));

    public ListenerOptions {
        if (fragmentLimit < 1) {
            throw new BusConfigurationException("fragment-limit must be at least 1, but was " + fragmentLimit);
        }
        if (concurrency < 1) {
            throw new BusConfigurationException("concurrency must be at least 1, but was " + concurrency);
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
        Draft draft = new Draft(this);
        draft.idle = idle;
        return draft.options();
    }

    /** A copy that is, or is not, started with the context. */
    public ListenerOptions withAutoStartup(boolean autoStartup) {
        Draft draft = new Draft(this);
        draft.autoStartup = autoStartup;
        return draft.options();
    }

    /** A copy with other answers to failures. */
    public ListenerOptions withErrors(OnError onError, RetryPolicy retry) {
        Draft draft = new Draft(this);
        draft.onError = onError;
        draft.retry = retry;
        return draft.options();
    }

    /** A copy with another time to handle what was published before a stop. */
    public ListenerOptions withDrainTimeout(Duration drainTimeout) {
        Draft draft = new Draft(this);
        draft.drainTimeout = drainTimeout;
        return draft.options();
    }

    /** A copy with another number of agents. */
    public ListenerOptions withConcurrency(int concurrency) {
        Draft draft = new Draft(this);
        draft.concurrency = concurrency;
        return draft.options();
    }

    /** A copy with another stream for messages that could not be handled. */
    public ListenerOptions withDeadLetterStream(@Nullable String deadLetterStream) {
        Draft draft = new Draft(this);
        draft.deadLetterStream = deadLetterStream;
        return draft.options();
    }

    /** A copy of which something else is measured. */
    public ListenerOptions withInstrumentation(Instrumentation instrumentation) {
        Draft draft = new Draft(this);
        draft.instrumentation = instrumentation;
        return draft.options();
    }

    /** Whether a message may have to be copied to {@link #deadLetterStream()}. */
    boolean needsDeadLetterStream() {
        return onError == OnError.DEAD_LETTER || (onError == OnError.RETRY && retry.then() == OnError.DEAD_LETTER);
    }

    /** The error strategy in short, such as {@code retry(3)->halt}. */
    public String describeErrors() {
        return onError == OnError.RETRY
                ? onError + "(" + retry.maxAttempts() + ")->" + retry.then()
                : onError.toString();
    }

    /** A copy that is being changed. */
    private static final class Draft {
        private boolean autoStartup;
        private AckMode ackMode;
        private int fragmentLimit;
        private IdleSettings idle;
        private OnError onError;
        private RetryPolicy retry;
        private Duration drainTimeout;
        private @Nullable Duration idleEventInterval;
        private int concurrency;
        private @Nullable String deadLetterStream;
        private Instrumentation instrumentation;

        Draft(ListenerOptions from) {
            autoStartup = from.autoStartup;
            ackMode = from.ackMode;
            fragmentLimit = from.fragmentLimit;
            idle = from.idle;
            onError = from.onError;
            retry = from.retry;
            drainTimeout = from.drainTimeout;
            idleEventInterval = from.idleEventInterval;
            concurrency = from.concurrency;
            deadLetterStream = from.deadLetterStream;
            instrumentation = from.instrumentation;
        }

        ListenerOptions options() {
            return new ListenerOptions(
                    autoStartup,
                    ackMode,
                    fragmentLimit,
                    idle,
                    onError,
                    retry,
                    drainTimeout,
                    idleEventInterval,
                    concurrency,
                    deadLetterStream,
                    instrumentation);
        }
    }
}
