package io.tradebus.benchmarks;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.RuntimeBusConnection;
import io.tradebus.spring.core.TraceEnvelope;
import io.tradebus.spring.core.TraceSource;
import io.tradebus.spring.core.TracingBusConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What it costs that messages say which trace they belong to: nanoseconds for each message, to publish and to read it. One
 * thread does both, a batch after the other, so that nothing waits for another thread; the driver's only moves limits.
 */
final class TraceCost {
    private static final int BATCH = 1_000;
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN_ID = "00f067aa0ba902b7";

    private static final TraceSource TRACE =
            (buffer, offset) -> TraceEnvelope.write(buffer, offset, TRACE_ID, SPAN_ID, TraceEnvelope.SAMPLED);

    private TraceCost() {}

    /** Publishes one message. */
    @FunctionalInterface
    private interface Append {
        long to(BusPublisher publisher);
    }

    /** Nanoseconds for one message. */
    record Cost(double publishNs, double readNs) {}

    static void run(int rounds, int count, int length) {
        Map<String, List<Cost>> costs = measure(rounds, count, length);
        System.out.printf(
                Locale.ROOT, "Traces, %,d messages of %d bytes a round, median of %d rounds%n", count, length, rounds);
        costs.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-36s publish %6.1f ns   read %6.1f ns%n",
                name,
                Rounds.median(all.stream().map(Cost::publishNs).toList()),
                Rounds.median(all.stream().map(Cost::readNs).toList())));
    }

    /** The first round warms up and does not count. */
    static Map<String, List<Cost>> measure(int rounds, int count, int length) {
        Path directory = DriverDirectories.create("traces");
        DriverConfig driver = DriverConfig.defaults(directory.resolve("driver"));
        driver = driver.withThreading(driver.threading().withMode(ThreadingMode.SHARED));
        try (BusRuntime runtime =
                BusRuntime.embedded(driver, ClientConfig.defaults(directory.resolve("driver")), RuntimeObserver.NONE)) {
            Map<String, List<Cost>> costs = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                boolean isCounted = round > 0;
                new Lanes(runtime, length).measure(count, (name, cost) -> {
                    List<Cost> all = costs.computeIfAbsent(name, key -> new ArrayList<>());
                    if (isCounted) {
                        all.add(cost);
                    }
                });
            }
            return costs;
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    /** Takes a result. */
    private interface Results {
        void add(String name, Cost cost);
    }

    /** The ways to publish, each on a stream of its own. */
    private static final class Lanes {
        private final BusRuntime runtime;
        private final int length;
        private final UnsafeBuffer message;
        private final BusClaim claim = new BusClaim();
        private long read;
        private long sum;

        private Lanes(BusRuntime runtime, int length) {
            this.runtime = runtime;
            this.length = length;
            this.message = new UnsafeBuffer(new byte[length]);
        }

        void measure(int count, Results results) {
            Append offer = publisher -> publisher.offer(message, 0, length);
            results.add("offer", cost("plain", TraceSource.NONE, offer, count));
            results.add("offer, envelope without a trace", cost("traced", TraceSource.NONE, offer, count));
            results.add("offer, envelope with a trace", cost("traced", TRACE, offer, count));
            results.add("claim", cost("plain", TraceSource.NONE, publisher -> claim(publisher, false), count));
            results.add("claim, reserved value", cost("plain", TraceSource.NONE, p -> claim(p, true), count));
            results.add("claim, envelope with a trace", cost("traced", TRACE, p -> claim(p, false), count));
        }

        private long claim(BusPublisher publisher, boolean hasReservedValue) {
            long result = publisher.tryClaim(length, claim);
            if (result > 0) {
                claim.buffer().putBytes(claim.offset(), message, 0, length);
                if (hasReservedValue) {
                    claim.reservedValue(result);
                }
                claim.commit();
            }
            return result;
        }

        private Cost cost(String name, TraceSource traces, Append append, int count) {
            StreamDefinition stream =
                    StreamDefinition.of(name, "aeron:ipc?term-length=16m", name.equals("plain") ? 1001 : 1002);
            BusConnection connection =
                    new TracingBusConnection(new RuntimeBusConnection(runtime), Set.of("traced"), traces);
            BusPublisher publisher = connection.publisher(stream);
            ListenerAgent listener = connection.listener(
                    ListenerDefinition.of("reader", stream).withFragmentLimit(BATCH),
                    (buffer, offset, size, header) -> {
                        sum += buffer.getByte(offset) + header.reservedValue();
                        read++;
                        return BusAction.CONTINUE;
                    },
                    (failure, failed, attempt) -> FailureDecision.HALT);
            try {
                awaitBegin(publisher, listener);
                return cost(publisher, listener, append, count);
            } finally {
                // This thread is the listener's.
                listener.onClose();
            }
        }

        /** A reader begins where the one before it was when the driver last looked, so it has to catch up first. */
        private static void awaitBegin(BusPublisher publisher, ListenerAgent listener) {
            try {
                while (!publisher.isConnected()
                        || listener.sessions().isEmpty()
                        || listener.lag(publisher.stream()) > 0) {
                    listener.doWork();
                }
            } catch (Exception e) {
                throw new IllegalStateException("the reader failed", e);
            }
        }

        private Cost cost(BusPublisher publisher, ListenerAgent listener, Append append, int count) {
            try {
                read = 0;
                long publishNs = 0;
                long readNs = 0;
                for (long sent = 0; sent < count; ) {
                    long beganNs = System.nanoTime();
                    for (int i = 0; i < BATCH; i++) {
                        while (append.to(publisher) < 0) {
                            Thread.onSpinWait();
                        }
                    }
                    long betweenNs = System.nanoTime();
                    sent += BATCH;
                    while (read < sent) {
                        listener.doWork();
                    }
                    publishNs += betweenNs - beganNs;
                    readNs += System.nanoTime() - betweenNs;
                }
                return new Cost((double) publishNs / count, (double) readNs / count);
            } catch (Exception e) {
                throw new IllegalStateException("the reader failed after " + read + " messages (" + sum + ")", e);
            }
        }
    }
}
