package io.tradebus.core.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.client.Claim;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.TestDirectories;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Requests and responses, once they flow, allocate nothing in the thread that publishes and reads them, on either side, with
 * all the looking after the other side in between. Bytes are counted by the JVM for this thread.
 */
class RequestAllocationTest {
    private static final int REQUEST_STREAM = 10;
    private static final int RESPONSE_STREAM = 20;
    private static final String RESPONSES = "aeron:ipc?control-mode=response";
    private static final int LENGTH = 64;
    private static final int WARM_UP = 100_000;
    private static final int MESSAGES = 100_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no message can be blamed for.
    private static final int ATTEMPTS = 10;
    private static final long TURN_NS = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void requestsAndResponsesAllocateNothing() {
        Path directory = TestDirectories.create();
        try (Driver driver = Driver.start(config(directory));
                Client client = Client.connect(ClientConfig.defaults(directory));
                Pair pair = new Pair(client)) {
            assertThat(driver.isRunning()).isTrue();
            Await.until("there is a responder", pair::isConnected);

            pair.exchange(WARM_UP);
            long leastAllocated = Long.MAX_VALUE;
            for (int i = 0; i < ATTEMPTS && leastAllocated > 0; i++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                pair.exchange(MESSAGES);
                leastAllocated = Math.min(leastAllocated, THREADS.getCurrentThreadAllocatedBytes() - before);
            }

            assertThat(leastAllocated)
                    .as("bytes for " + MESSAGES + " requests and responses")
                    .isZero();
        }
    }

    /** One who asks and one who answers, in turns. */
    private static final class Pair implements AutoCloseable {
        private final CachedNanoClock clock = new CachedNanoClock();
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
        private final FragmentHandler answering = this::answer;
        private final FragmentHandler counting = this::count;
        private final Claim claim = new Claim();
        private final Subscription requests;
        private final ResponsePublications responses;
        private final RequestChannel channel;
        private long sent;
        private long received;

        Pair(Client client) {
            clock.update(System.nanoTime());
            requests = client.addSubscription("aeron:ipc", REQUEST_STREAM);
            responses = new ResponsePublications(client, requests, RESPONSES, RESPONSE_STREAM, clock);
            channel = new RequestChannel(
                    client,
                    new RequestRoute("aeron:ipc", REQUEST_STREAM, RESPONSES, RESPONSE_STREAM),
                    RequestTimeouts.DEFAULT,
                    new RequestListener() {},
                    clock);
        }

        boolean isConnected() {
            // What the driver does takes its time.
            clock.update(System.nanoTime());
            work();
            return channel.isConnected() && responses.find(requests.imageAtIndex(0)) != null;
        }

        void exchange(int count) {
            long end = received + count;
            while (received < end) {
                if (sent < end && publish() > 0) {
                    sent++;
                }
                if (turn() == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        /** Every other request is claimed. */
        private long publish() {
            if ((sent & 1) == 0) {
                return channel.offer(message, 0, LENGTH, sent);
            }
            long result = channel.tryClaim(LENGTH, claim);
            if (result > 0) {
                claim.reservedValue(sent).commit();
            }
            return result;
        }

        /** The clock goes faster than time, so that both look after the other side every few turns. */
        private int turn() {
            clock.update(clock.nanoTime() + TURN_NS);
            return work();
        }

        private int work() {
            responses.doWork();
            int asked = requests.poll(answering, 10);
            return asked + channel.poll(counting, 10);
        }

        private void count(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
            received++;
        }

        private void answer(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
            Image image = header.image();
            ExclusivePublication answer = image == null ? null : responses.find(image);
            if (answer == null) {
                throw new AssertionError("nobody answers the one who is connected");
            }
            while (answer.offer(buffer, offset, length) < 0) {
                channel.poll(counting, 10);
            }
        }

        @Override
        public void close() {
            channel.close();
            responses.close();
        }
    }

    private static DriverConfig config(Path directory) {
        DriverConfig config = DriverConfig.defaults(directory);
        return config.withLog(config.log().withIpcTermLength(1 << 20))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withStorage(config.storage().withDeleteOnShutdown(true))
                .withThreading(config.threading().withMode(ThreadingMode.SHARED));
    }
}
