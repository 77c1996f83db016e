package io.tradebus.core.client.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.compat.ChildJvm;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ReplyAddress;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.TestDirectories;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Requests and replies allocate nothing in the thread that asks, replies and polls; bytes are counted by the JVM. */
class RequesterAllocationTest {
    private static final StreamDefinition STREAM = StreamDefinition.of("quotes", "aeron:ipc?term-length=1m", 10)
            .withReplies(new ReplyAddress("aeron:ipc?control-mode=response|term-length=1m", 20));
    private static final int REQUESTS = 100_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no request can be blamed for.
    private static final int ATTEMPTS = 10;
    private static final long TIMEOUT_NS = 10_000_000_000L;
    private static final String NOTHING = "nothing was allocated";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void requestsAndRepliesAllocateNothing() {
        Path directory = TestDirectories.create();
        DriverConfig defaults = DriverConfig.defaults(directory);
        DriverConfig config = defaults.withCounters(defaults.counters().withValuesLength(1 << 20))
                .withStorage(defaults.storage().withDeleteOnShutdown(true))
                .withThreading(defaults.threading().withMode(ThreadingMode.SHARED));
        try (BusRuntime runtime =
                        BusRuntime.embedded(config, ClientConfig.defaults(directory), new RuntimeObserver() {});
                Requester requester = runtime.requester(STREAM, 16);
                ListenerAgent listener = runtime.listener(
                        ListenerDefinition.of("quoting", STREAM),
                        RequesterAllocationTest::reply,
                        (failure, message, attempt) -> FailureDecision.HALT)) {
            Exchange exchange = new Exchange(requester, listener);
            Await.until("there is a responder", exchange::isConnected);

            exchange.run(REQUESTS);
            long leastAllocated = Long.MAX_VALUE;
            for (int i = 0; i < ATTEMPTS && leastAllocated > 0; i++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                exchange.run(REQUESTS);
                leastAllocated = Math.min(leastAllocated, THREADS.getCurrentThreadAllocatedBytes() - before);
            }

            assertThat(leastAllocated).as("bytes for " + REQUESTS + " requests").isZero();
            assertThat(requester.counts().replied())
                    .isEqualTo(requester.counts().sent());
            assertThat(listener.replies("quotes").sent())
                    .isEqualTo(requester.counts().sent());
            assertThat(listener.replies("quotes").gone()).isZero();
        }
    }

    /** What the compiler keeps off the heap in one JVM is an allocation in another. */
    @Test
    void theyDoSoAlsoWhereTheCompilerKeepsNothingOffTheHeap() {
        try (ChildJvm other = ChildJvm.start(
                Map.of(),
                List.of(
                        "-XX:-DoEscapeAnalysis",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RequesterAllocationTest.class.getName()))) {
            other.awaitLine(NOTHING);
        }
    }

    public static void main(String[] arguments) {
        new RequesterAllocationTest().requestsAndRepliesAllocateNothing();
        System.out.println(NOTHING);
    }

    private static BusAction reply(DirectBuffer buffer, int offset, int length, BusHeader header) {
        return header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE;
    }

    /** One who asks and one who replies, in turns. */
    private static final class Exchange implements ReplyHandler {
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
        private final Requester requester;
        private final ListenerAgent listener;
        private int replied;

        Exchange(Requester requester, ListenerAgent listener) {
            this.requester = requester;
            this.listener = listener;
        }

        boolean isConnected() {
            turn();
            return requester.isConnected();
        }

        void run(int count) {
            int end = replied + count;
            int sent = replied;
            while (replied < end) {
                if (sent < end && requester.request(message, 0, message.capacity(), TIMEOUT_NS, this) > 0) {
                    sent++;
                }
                turn();
            }
        }

        private void turn() {
            try {
                listener.doWork();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            requester.poll(10);
        }

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            replied++;
        }

        @Override
        public void onEnd(RequestEnd end) {
            throw new AssertionError(end);
        }
    }
}
