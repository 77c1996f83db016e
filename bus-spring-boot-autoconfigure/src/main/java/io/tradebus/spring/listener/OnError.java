package io.tradebus.spring.listener;

import java.util.Locale;

/** What happens when a handler throws. */
public enum OnError {
    /** The same message again after a back-off; when the attempts are used up, {@link RetryPolicy#then()}. */
    RETRY,
    /** Count it, log it, go on. */
    SKIP,
    /** Stop at the message and wait for an operator; publishers are held back once the window is full. */
    HALT,
    /** Give the subscription up; publishers are not held back. */
    DETACH,
    /** Copy it to the dead-letter stream, with where it came from before it, and go on; see {@code DeadLetter}. */
    DEAD_LETTER;

    /** As settings have it: {@code dead-letter}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
