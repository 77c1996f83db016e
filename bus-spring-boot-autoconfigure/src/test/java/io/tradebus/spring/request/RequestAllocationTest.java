package io.tradebus.spring.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.ReplyReader;
import io.tradebus.spring.sbe.OrderEncoder;
import io.tradebus.spring.support.OtherJvm;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Requests in the raw form and in SBE allocate their future in the thread that asks, and nothing in those that reply, read
 * replies and complete futures. Bytes are counted by the JVM.
 */
class RequestAllocationTest {
    private static final int REQUESTS = 50_000;
    private static final int AT_A_TIME = 50;
    private static final int FUTURE_BYTES = 64;
    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ReplyReader<Object> READER = (buffer, offset, length) -> "read";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final CompletableFuture<?>[] replies = new CompletableFuture<?>[AT_A_TIME];
    private final RequestContexts contexts = RequestContexts.overIpc();

    @AfterEach
    void close() {
        contexts.close();
    }

    static class Echo {
        @BusListener(id = "echo", streams = "quotes")
        BusAction echo(DirectBuffer buffer, int offset, int length, BusHeader header) {
            return header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE;
        }
    }

    @Test
    void onlyTheFutureIsAllocated() {
        BusTemplate bus = contexts.start(
                        Echo.class, "bus.listener.idle-strategy=yielding", "bus.streams.quotes.term-length=4MB")
                .getBean(BusTemplate.class);
        UnsafeBuffer raw = new UnsafeBuffer(new byte[32]);
        OrderEncoder sbe = new OrderEncoder();
        sbe.wrap(new UnsafeBuffer(new byte[16]), 0);

        allocatesOnlyFutures(() -> bus.request("quotes", raw, 0, 32, READER, TIMEOUT));
        allocatesOnlyFutures(() -> bus.request("quotes", sbe, READER, TIMEOUT));
    }

    /** What the compiler keeps off the heap in one JVM is an allocation in another. */
    @Test
    void onlyTheFutureIsAllocatedAlsoWhereTheCompilerKeepsNothingOffTheHeap() throws Exception {
        OtherJvm.run(RequestAllocationTest.class, "-XX:-DoEscapeAnalysis");
    }

    public static void main(String[] arguments) {
        var test = new RequestAllocationTest();
        try {
            test.onlyTheFutureIsAllocated();
        } finally {
            test.close();
        }
    }

    private void allocatesOnlyFutures(Supplier<CompletableFuture<?>> request) {
        run(request);
        long asking = Long.MAX_VALUE;
        long others = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && (asking > (long) REQUESTS * FUTURE_BYTES || others > REQUESTS); i++) {
            Map<Long, Long> before = allocatedByOthers();
            long askingBefore = THREADS.getCurrentThreadAllocatedBytes();
            run(request);
            asking = Math.min(asking, THREADS.getCurrentThreadAllocatedBytes() - askingBefore);
            Map<Long, Long> after = allocatedByOthers();
            others = Math.min(
                    others,
                    before.entrySet().stream()
                            .mapToLong(thread -> after.getOrDefault(thread.getKey(), 0L) - thread.getValue())
                            .sum());
        }
        assertThat(asking).as("bytes for %d futures", REQUESTS).isLessThanOrEqualTo((long) REQUESTS * FUTURE_BYTES);
        assertThat(others)
                .as("bytes in the other threads for %d requests", REQUESTS)
                .isLessThan(REQUESTS);
    }

    private void run(Supplier<CompletableFuture<?>> request) {
        for (int i = 0; i < REQUESTS; i += AT_A_TIME) {
            for (int j = 0; j < AT_A_TIME; j++) {
                replies[j] = request.get();
            }
            for (CompletableFuture<?> reply : replies) {
                await(reply);
            }
        }
    }

    private static void await(CompletableFuture<?> reply) {
        while (!reply.isDone()) {
            Thread.yield();
        }
        if (reply.isCompletedExceptionally()) {
            throw new AssertionError(reply);
        }
    }

    private static Map<Long, Long> allocatedByOthers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> Stream.of("bus-echo", "bus-requests", "bus-replies")
                        .anyMatch(name -> thread.getName().equals(name)))
                .collect(Collectors.toMap(Thread::getId, thread -> THREADS.getThreadAllocatedBytes(thread.getId())));
    }
}
