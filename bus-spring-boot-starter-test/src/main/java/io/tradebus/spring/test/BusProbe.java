package io.tradebus.spring.test;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * Subscribes to a stream and keeps a copy of each message, so that a test can wait for what an application sends.
 *
 * <p>Sees what is published after {@link #of} has returned. While it is open it counts as a subscriber: it connects the
 * stream, and never holds its publisher back for longer than it takes to copy.
 *
 * <pre>{@code
 * try (BusProbe fills = BusProbe.of(bus, "fills")) {
 *     bus.offer("orders", order);
 *     assertThat(fills.await(1, Duration.ofSeconds(5))).extracting(ProbedMessage::text).containsExactly("filled");
 * }
 * }</pre>
 */
public final class BusProbe implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String stream;
    private final AgentRunner runner;
    private final Object lock = new Object();
    private final List<ProbedMessage> messages = new ArrayList<>();

    private BusProbe(BusTemplate bus, String stream) {
        this.stream = stream;
        ListenerAgent agent = bus.listen("probe-" + stream + "-" + NUMBER.incrementAndGet(), stream, this::onMessage);
        runner = new AgentRunner(new SleepingMillisIdleStrategy(1), BusProbe::onError, null, agent);
        AgentRunner.startOnThread(runner, task -> {
            var thread = new Thread(task, "bus-probe-" + stream);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Subscribes to a stream.
     *
     * @throws io.tradebus.core.UnknownStreamException if it is not configured
     */
    public static BusProbe of(BusTemplate bus, String stream) {
        return new BusProbe(bus, stream);
    }

    /** What has arrived so far. */
    public List<ProbedMessage> messages() {
        synchronized (lock) {
            return List.copyOf(messages);
        }
    }

    /**
     * Waits until at least {@code count} messages have arrived, and returns all there are then.
     *
     * @throws AssertionError if they have not within {@code timeout}
     */
    public List<ProbedMessage> await(int count, Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (messages.size() < count) {
                long remainingNs = deadlineNs - System.nanoTime();
                if (remainingNs <= 0) {
                    throw new AssertionError("expected " + count + " messages of stream '" + stream + "' within "
                            + timeout.toMillis() + " ms, but there were " + messages.size() + ": " + messages);
                }
                await(remainingNs);
            }
            return List.copyOf(messages);
        }
    }

    /** Forgets what has arrived so far. */
    public void clear() {
        synchronized (lock) {
            messages.clear();
        }
    }

    private void await(long remainingNs) {
        try {
            TimeUnit.NANOSECONDS.timedWait(lock, remainingNs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for messages of stream '" + stream + "'", e);
        }
    }

    private BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
        var bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        synchronized (lock) {
            messages.add(new ProbedMessage(bytes, header.sessionId(), header.position()));
            lock.notifyAll();
        }
        return BusAction.CONTINUE;
    }

    private static void onError(Throwable failure) {
        throw new IllegalStateException("a probe's duty cycle failed", failure);
    }

    /** Unsubscribes. */
    @Override
    public void close() {
        runner.close();
    }
}
