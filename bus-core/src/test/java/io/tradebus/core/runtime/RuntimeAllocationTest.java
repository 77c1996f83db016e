package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.support.Await;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs for each message allocates nothing once it is warm. */
class RuntimeAllocationTest {
    private static final int MAX_ROUNDS = 20;
    private static final int MESSAGES_PER_ROUND = 50_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Path directory = InvokedBus.newDirectory();
    private final BusRuntime runtime = BusRuntime.embedded(
            InvokedBus.smallDriver(directory), ClientConfig.defaults(directory), RuntimeObserver.NONE);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8192]);
    private final BusClaim claim = new BusClaim();
    private final AtomicInteger woken = new AtomicInteger();
    private long sent;
    private long handled;

    @AfterEach
    void close() {
        runtime.close();
        InvokedBus.deleteDirectory(directory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void offersAndListensWithoutAllocating(boolean isExclusive) throws Exception {
        StreamDefinition stream = InvokedBus.ORDERS.withExclusive(isExclusive);
        BusPublisher publisher = runtime.publisher(stream);
        ListenerAgent agent = listener(stream);

        assertThat(allocatedBy(() -> exchangeByOffer(publisher, agent, 64))).isZero();
        assertThat(handled).isEqualTo(sent);
    }

    @Test
    void claimsWithoutAllocating() throws Exception {
        BusPublisher publisher = runtime.publisher(InvokedBus.ORDERS);
        ListenerAgent agent = listener(InvokedBus.ORDERS);

        assertThat(allocatedBy(() -> exchangeByClaim(publisher, agent))).isZero();
        assertThat(handled).isEqualTo(sent);
    }

    @Test
    void putsFragmentsTogetherWithoutAllocating() throws Exception {
        BusPublisher publisher = runtime.publisher(InvokedBus.ORDERS);
        ListenerAgent agent = listener(InvokedBus.ORDERS);

        assertThat(allocatedBy(() -> exchangeByOffer(publisher, agent, 4000))).isZero();
        assertThat(handled).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fallsAsleepAndIsWokenWithoutAllocating(boolean isWokenByAll) throws Exception {
        BusPublisher publisher = runtime.publisher(InvokedBus.ORDERS);
        ListenerAgent agent = listener(InvokedBus.ORDERS);
        WakeableAgent lane = (WakeableAgent) agent.workers().get(0);
        Sleeper sleeper = TestSleepers.counting(woken);
        AdaptiveWait wait = new AdaptiveWait(
                sleeper, isWokenByAll ? lane : new FromElsewhere(lane), SystemNanoClock.INSTANCE, false);
        lane.wakes(sleeper);

        long allocated = allocatedBy(() -> {
            wait.accept(1_000);
            wait.accept(1_000_000);
            exchangeByOffer(publisher, agent, 64);
            wait.onWork(SystemNanoClock.INSTANCE.nanoTime());
        });

        assertThat(allocated).isZero();
        assertThat(woken.get()).isGreaterThanOrEqualTo(MESSAGES_PER_ROUND);
        assertThat(handled).isEqualTo(sent);
    }

    private record FromElsewhere(WakeableAgent lane) implements AdaptiveWait.Agenda {
        @Override
        public long quietNs() {
            return lane.quietNs();
        }

        @Override
        public boolean isWokenByAll() {
            return false;
        }
    }

    private interface Exchange {
        void once() throws Exception;
    }

    /**
     * Bytes allocated in the leanest of several rounds. While code is being compiled the JVM may allocate some hundred
     * bytes of its own; what a message allocates shows in every round.
     */
    private long allocatedBy(Exchange exchange) throws Exception {
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MAX_ROUNDS && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < MESSAGES_PER_ROUND; i++) {
                exchange.once();
                sent++;
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private void exchangeByOffer(BusPublisher publisher, ListenerAgent agent, int length) throws Exception {
        while (publisher.offer(message, 0, length) < 0) {
            agent.doWork();
        }
        agent.doWork();
    }

    private void exchangeByClaim(BusPublisher publisher, ListenerAgent agent) throws Exception {
        while (publisher.tryClaim(64, claim) < 0) {
            agent.doWork();
        }
        claim.buffer().putLong(claim.offset(), handled);
        claim.commit();
        agent.doWork();
    }

    private ListenerAgent listener(StreamDefinition stream) throws Exception {
        ListenerAgent agent = runtime.listener(
                ListenerDefinition.of("risk", stream),
                (buffer, offset, length, header) -> {
                    handled++;
                    return BusAction.CONTINUE;
                },
                (failure, received, attempt) -> FailureDecision.HALT);
        Await.until("connected", () -> runtime.publications().get(0).isConnected());
        agent.doWork();
        return agent;
    }
}
