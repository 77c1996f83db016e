package io.tradebus.spring.test;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to a stream and keeps a copy of each message, so that a test can wait for what an application sends.
 *
 * <p>Sees what is published after {@link #of} has returned. While it is open it counts as a subscriber: it connects the
 * stream, and never holds its publisher back for longer than it takes to copy. It copies on a thread of its own; where the
 * test runs the bus ({@link BusTestDriver}), on the test's, and waiting has everything run.
 *
 * <pre>{@code
 * try (BusProbe fills = BusProbe.of(bus, "fills")) {
 *     bus.offer("orders", order);
 *     assertThat(fills).hasReceived(1).decodedAs(String.class).containsExactly("filled");
 * }
 * }</pre>
 */
public final class BusProbe implements AssertProvider<BusProbeAssert>, AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final long PAUSE_NS = 1_000_000;

    private final String stream;
    private final BusConverters converters;
    private final BusExecution execution;
    private final ListenerAgent agent;
    private final @Nullable AgentRunner runner;
    private final Object lock = new Object();
    private final List<ProbedMessage> messages = new ArrayList<>();

    private BusProbe(BusTemplate bus, String stream) {
        this.stream = stream;
        converters = bus.converters();
        execution = bus.execution();
        agent = bus.listen("probe-" + stream + "-" + NUMBER.incrementAndGet(), stream, this::onMessage);
        if (execution.isInvoked()) {
            runner = null;
            execution.begin(agent);
        } else {
            runner = new AgentRunner(new SleepingMillisIdleStrategy(1), BusProbe::onError, null, agent);
            AgentRunner.startOnThread(runner, task -> {
                var thread = new Thread(task, "bus-probe-" + stream);
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /**
     * Subscribes to a stream.
     *
     * @throws io.tradebus.core.UnknownStreamException if it is not configured
     */
    public static BusProbe of(BusTemplate bus, String stream) {
        return new BusProbe(bus, stream);
    }

    /** The stream it listens to. */
    public String stream() {
        return stream;
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
        RuntimeClocks clocks = execution.clocks();
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        while (size() < count) {
            long remainingNs = deadlineNs - clocks.nano().nanoTime();
            if (remainingNs <= 0) {
                throw new AssertionError("expected " + count + " messages of stream '" + stream + "' within "
                        + timeout.toMillis() + " ms, but there were " + size() + ": " + messages());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for messages of stream '" + stream + "'");
            }
            clocks.pause().pause(PAUSE_NS);
        }
        return messages();
    }

    private int size() {
        synchronized (lock) {
            return messages.size();
        }
    }

    /** Where the test runs the bus: lets arrive what is on its way. */
    void runWhatIsDue() {
        if (execution.isInvoked()) {
            execution.clocks().pause().pause(PAUSE_NS);
        }
    }

    /** Forgets what has arrived so far. */
    public void clear() {
        synchronized (lock) {
            messages.clear();
        }
    }

    private BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
        var bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        synchronized (lock) {
            messages.add(new ProbedMessage(
                    bytes, header.sessionId(), header.position(), header.reservedValue(), converters));
        }
        return BusAction.CONTINUE;
    }

    private static void onError(Throwable failure) {
        throw new IllegalStateException("a probe's duty cycle failed", failure);
    }

    /** For AssertJ's {@code assertThat(probe)}. */
    @Override
    public BusProbeAssert assertThat() {
        return new BusProbeAssert(this);
    }

    /** Unsubscribes. */
    @Override
    public void close() {
        if (runner == null) {
            execution.end(agent);
            agent.close();
            agent.onClose();
        } else {
            runner.close();
        }
    }
}
