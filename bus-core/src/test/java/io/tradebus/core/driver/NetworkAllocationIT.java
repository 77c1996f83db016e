package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.TestDirectories;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Two drivers with real sockets and threads of their own: in steady state neither their senders, their receivers nor their
 * conductors allocate anything, however many messages go through. Bytes are counted by the JVM for each thread.
 */
class NetworkAllocationIT {
    private static final int WARM_UP = 200_000;
    private static final int MESSAGES = 100_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no message can be blamed for. And a call
    // of
    // the system allocates until the JIT has compiled it, which takes thousands: those by which threads wait are rare.
    private static final long STEADY_AFTER_NS = TimeUnit.MINUTES.toNanos(2);
    private static final int LENGTH = 100;
    private static final long DEADLINE_NS = TimeUnit.MINUTES.toNanos(3);
    private static final List<String> ROLES = List.of("sender", "receiver", "driver-conductor");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
    private long sent;
    private long received;

    @Test
    void theThreadsOfTheDriverAllocateNothing() {
        requireNoAllocation(
                "aeron:udp?endpoint=127.0.0.1:0",
                subscription ->
                        "aeron:udp?endpoint=" + subscription.localAddresses().get(0));
    }

    @Test
    void theThreadsOfTheDriverAllocateNothingForDestinationsEither() {
        String control = "|control=127.0.0.1:" + FreePorts.next() + "|control-mode=dynamic";
        requireNoAllocation(
                "aeron:udp?endpoint=127.0.0.1:0" + control, subscription -> "aeron:udp?" + control.substring(1));
    }

    private void requireNoAllocation(String subscriptionChannel, Function<Subscription, String> publicationChannel) {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        Path publisherDirectory = TestDirectories.create();
        Path subscriberDirectory = TestDirectories.create();
        try (Driver publisherDriver = Driver.start(config(publisherDirectory));
                Driver subscriberDriver = Driver.start(config(subscriberDirectory));
                Client publisher = Client.connect(ClientConfig.defaults(publisherDirectory));
                Client subscriber = Client.connect(ClientConfig.defaults(subscriberDirectory))) {
            assertThat(publisherDriver.isRunning()).isTrue();
            assertThat(subscriberDriver.isRunning()).isTrue();
            Subscription subscription = subscriber.addSubscription(subscriptionChannel, 10);
            Publication publication = publisher.addPublication(publicationChannel.apply(subscription), 10);
            List<Thread> threads = driverThreads(others);
            assertThat(threads).hasSize(2 * ROLES.size());

            exchange(publication, subscription, WARM_UP);
            Map<Thread, Long> least = new HashMap<>();
            long deadlineNs = System.nanoTime() + STEADY_AFTER_NS;
            do {
                Map<Thread, Long> before = allocated(threads);
                exchange(publication, subscription, MESSAGES);
                allocated(threads)
                        .forEach((thread, bytes) -> least.merge(thread, bytes - before.get(thread), Math::min));
            } while (least.values().stream().anyMatch(bytes -> bytes > 0) && System.nanoTime() - deadlineNs < 0);

            assertThat(least)
                    .allSatisfy((thread, bytes) -> assertThat(bytes)
                            .as("bytes allocated by " + thread.getName() + " for " + MESSAGES + " messages")
                            .isZero());
        }
    }

    private void exchange(Publication publication, Subscription subscription, long count) {
        long deadlineNs = System.nanoTime() + DEADLINE_NS;
        long end = sent + count;
        while (received < end) {
            if (sent < end && publication.offer(message, 0, LENGTH) > 0) {
                sent++;
            }
            if (subscription.poll((buffer, offset, length, header) -> received++, 50) == 0) {
                Thread.onSpinWait();
                assertThat(System.nanoTime() - deadlineNs).as("time left").isNegative();
            }
        }
    }

    private static Map<Thread, Long> allocated(List<Thread> threads) {
        Map<Thread, Long> bytes = new HashMap<>();
        for (Thread thread : threads) {
            bytes.put(thread, THREADS.getThreadAllocatedBytes(thread.getId()));
        }
        return bytes;
    }

    private static List<Thread> driverThreads(Set<Thread> others) {
        List<Thread> threads = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (ROLES.contains(thread.getName()) && !others.contains(thread)) {
                threads.add(thread);
            }
        }
        return threads;
    }

    private static DriverConfig config(Path directory) {
        DriverConfig config = DriverConfig.defaults(directory);
        return config.withLog(config.log().withTermLength(1 << 20))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withStorage(config.storage().withDeleteOnShutdown(true))
                .withThreading(config.threading().withMode(ThreadingMode.DEDICATED));
    }
}
