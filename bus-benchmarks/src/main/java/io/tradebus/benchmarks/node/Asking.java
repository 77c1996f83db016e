package io.tradebus.benchmarks.node;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Sends messages at a fixed rate, asleep between them, and times them from being offered until they are back. */
final class Asking implements Traffic {
    private static final int LENGTH = 32;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Written by the polling thread while there are answers to come, else read by the asking one. */
    private final Histogram histogram = new Histogram(LONGEST_NS, 3);

    private volatile long answered;
    private @Nullable Node node;

    @Override
    public void start(Node newNode) {
        node = newNode;
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        histogram.recordValue(Math.min(System.nanoTime() - buffer.getLong(offset), LONGEST_NS));
        // One thread writes; the histogram is seen by who sees the number.
        long count = answered;
        answered = count + 1;
    }

    @Override
    public String ping(int count, int perSecond) {
        Node target = Objects.requireNonNull(node, "a node that has started");
        histogram.reset();
        UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
        long expected = answered + count;
        long startNs = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sleepUntil(startNs + i * SECOND_NS / perSecond);
            message.putLong(0, System.nanoTime());
            while (!target.offer(message, 0, LENGTH)) {
                Thread.onSpinWait();
            }
        }
        while (answered < expected) {
            LockSupport.parkNanos(POLL_NS);
        }
        return String.format(
                Locale.ROOT,
                "%d %d %d",
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    private static void sleepUntil(long dueNs) {
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
