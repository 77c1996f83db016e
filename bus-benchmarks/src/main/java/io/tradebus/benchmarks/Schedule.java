package io.tradebus.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * When messages are to be sent: at a fixed rate, whatever becomes of those before. A message's latency counts from then,
 * and not from the moment at which its publisher came to send it, so that what waits behind a delay shows it too.
 *
 * @param messagesPerSecond how many are sent a second
 * @param count how many are sent
 */
record Schedule(long messagesPerSecond, long count) {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    Schedule {
        if (messagesPerSecond < 1 || messagesPerSecond > SECOND_NS || count < 1) {
            throw new IllegalArgumentException(
                    "cannot send " + count + " messages, " + messagesPerSecond + " of them a second");
        }
    }

    /** As many as are due within some seconds. */
    static Schedule lasting(double seconds, long messagesPerSecond) {
        return new Schedule(messagesPerSecond, Math.max(1, Math.round(seconds * messagesPerSecond)));
    }

    /** Nanoseconds from the start until message {@code number}, the first being 0, is to be sent. */
    long offsetNs(long number) {
        long seconds = number / messagesPerSecond;
        return seconds * SECOND_NS + number % messagesPerSecond * SECOND_NS / messagesPerSecond;
    }

    /** Whether there is another message after {@code sent} of them, and its time has come. */
    boolean isDue(long sent, long elapsedNs) {
        return sent < count && offsetNs(sent) <= elapsedNs;
    }
}
