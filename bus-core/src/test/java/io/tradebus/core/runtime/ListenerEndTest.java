package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusException;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How listeners drain, and give their streams up. */
class ListenerEndTest {
    private static final ListenerDefinition RISK = ListenerDefinition.of("risk", ORDERS);
    private static final FailureHandler HALT = (failure, message, attempt) -> FailureDecision.HALT;
    private static final long BLOCKING = 13;

    private final RecordingObserver observer = new RecordingObserver();
    private final InvokedBus bus =
            new InvokedBus(observer, RuntimeSettings.DEFAULT.withCloseTimeout(Duration.ofSeconds(1)));
    private final List<Long> handled = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> offered = new ArrayList<>();
    private final CountDownLatch isInHandler = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Agent blocked;

    @AfterEach
    void close() throws Exception {
        mayReturn.countDown();
        joinThreads();
        bus.close();
    }

    @Test
    void drainsWhatItHasReceivedOverTheNetwork() {
        StreamDefinition stream = udp();
        ListenerAgent agent = listen(ListenerDefinition.of("risk", stream));
        BusPublisher orders = bus.runtime().publisher(stream);
        bus.runUntil(
                "connected", () -> orders.isConnected() && !agent.sessions().isEmpty());
        agent.pause();
        bus.runUntil("paused", () -> agent.state() == ListenerState.PAUSED);
        bus.send(orders, 1);
        long end = bus.send(orders, 2);

        bus.runUntil("received", () -> agent.lag("orders") == end);
        assertThat(agent.sessions().get(0).lag()).isEqualTo(end);
        assertThat(agent.sessions().get(0).window()).isPositive();
        agent.resume();
        agent.drain();
        bus.runUntil("drained", agent::isDrained);

        assertThat(handled).containsExactly(1L, 2L);
        assertThat(agent.lag("orders")).isZero();
    }

    @Test
    void drainsASessionThatItHasNotBegunToRead() throws Exception {
        ListenerAgent agent = bus.runtime().listener(RISK, handler(), HALT);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", orders::isConnected);
        bus.send(orders, 1);
        bus.send(orders, 2);

        agent.drain();
        Await.until("drained", () -> doWork(agent) && agent.isDrained());

        assertThat(handled).containsExactly(1L, 2L);
    }

    @Test
    void detachingWithSeveralAgentsDoesNotUndoThatItWasAttachedMeanwhile() throws Exception {
        ListenerAgent agent = bus.runtime().listener(RISK.withConcurrency(2), this::work);
        List<? extends Agent> lanes = agent.workers();
        agent.detach();
        lanes.get(0).doWork();
        assertThat(agent.state()).isEqualTo(ListenerState.DETACHED);

        agent.attach();
        lanes.get(1).doWork();
        doWork(agent);
        bus.send(bus.runtime().publisher(ORDERS), 1);
        bus.runUntil("handled", () -> doWork(agent) && handled.size() == 1);

        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void isNotGivenAMessageAgainThatWasDoneWhenItsSessionEnded() {
        ListenerAgent slow = bus.runtime().listener(ListenerDefinition.of("slow", ORDERS), handler(), HALT);
        ListenerAgent agent = bus.runtime().listener(RISK, new Settling(), HALT);
        BusPublisher orders = connected(agent);
        bus.send(orders, 1);
        bus.send(orders, 2);
        bus.runUntil("it stands at the second", () -> doWork(agent) && offered.contains(2L));

        agent.detach();
        bus.runUntil("detached", () -> doWork(agent) && orders.subscriberCount() == 1);
        CompletableFuture<Void> attaching = CompletableFuture.runAsync(agent::attach);
        bus.runUntil("attached", () -> attaching.isDone() && orders.subscriberCount() == 2);
        bus.send(orders, 3);
        bus.runUntil("it goes on", () -> doWork(agent) && offered.contains(3L));

        assertThat(slow.state()).as("keeps what it has not read").isEqualTo(ListenerState.RUNNING);
        assertThat(handled).containsExactly(1L, 3L);
        assertThat(offered.subList(offered.lastIndexOf(2L), offered.size())).containsExactly(2L, 3L);
    }

    /** Takes the second message only when the session ends. */
    private final class Settling implements MessageHandler {
        @Override
        public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
            long value = buffer.getLong(offset);
            offered.add(value);
            if (value == 2) {
                return BusAction.ABORT;
            }
            handled.add(value);
            return BusAction.CONTINUE;
        }

        @Override
        public long onSessionEnded(BusHeader header) {
            return header.position();
        }
    }

    @Test
    void cannotBeAttachedOnceItIsClosedThoughItsAgentHasNotSeenThatYet() {
        ListenerAgent agent = bus.runtime().listener(RISK, handler(), HALT);
        BusPublisher orders = connected(agent);
        agent.detach();
        doWork(agent);
        bus.runUntil("given up", () -> !orders.isConnected());

        agent.close();
        assertThat(agent.state()).isEqualTo(ListenerState.DETACHED);
        CompletableFuture<Void> attaching = CompletableFuture.runAsync(agent::attach);
        bus.runUntil("answered", attaching::isDone);
        bus.cycles(100);

        assertThat(attaching).isCompletedExceptionally();
        assertThat(orders.subscriberCount()).isZero();
        doWork(agent);
        assertThat(agent.state()).isEqualTo(ListenerState.CLOSED);
    }

    @Test
    void keepsItsSubscriptionWhenClosedUntilItsHandlerReturns() throws Exception {
        ListenerAgent agent = bus.runtime().listener(RISK, handler(), HALT);
        BusPublisher orders = connected(agent);
        blockIn(agent, orders);

        agent.close();
        bus.cycles(100);
        assertThat(orders.subscriberCount()).isEqualTo(1);
        assertThat(agent.state()).isNotEqualTo(ListenerState.DETACHED);
        mayReturn.countDown();
        bus.runUntil("given up", () -> orders.subscriberCount() == 0);

        joinThreads();
        assertThat(handled).containsExactly(BLOCKING);
    }

    @Test
    void isDetachedOnceTheHandlersOfAllItsAgentsHaveReturned() throws Exception {
        ListenerAgent agent = bus.runtime().listener(RISK.withConcurrency(2), this::work);
        BusPublisher orders = connected(agent);
        blockIn(agent, orders);
        Agent other = agent.workers().get(agent.workers().get(0).equals(blocked) ? 1 : 0);

        agent.detach();
        other.doWork();
        bus.cycles(100);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(orders.subscriberCount()).isEqualTo(1);
        assertThatThrownBy(agent::attach).hasMessageContaining("only a detached one can attach");
        mayReturn.countDown();
        joinThreads();
        bus.runUntil("given up", () -> orders.subscriberCount() == 0);
        doWork(agent);

        assertThat(agent.state()).isEqualTo(ListenerState.DETACHED);
    }

    @Test
    void aRuntimeThatIsClosedEndsItsDriverAndUnmapsNothingUnderAHandler() throws Exception {
        ListenerAgent agent = bus.runtime().listener(RISK, handler(), HALT);
        BusPublisher orders = connected(agent);
        blockIn(agent, orders);

        assertThatThrownBy(bus.runtime()::close).isInstanceOf(BusException.class);
        Await.until("the driver is closed", () -> Files.notExists(bus.runtime().directory()));
        assertThat(handled).isEmpty();
        mayReturn.countDown();
        joinThreads();

        assertThat(handled).containsExactly(BLOCKING);
        assertThat(agent.state()).isIn(ListenerState.CLOSED, ListenerState.RUNNING);
    }

    @Test
    void aHandlerThatClosesItsRuntimeDoesNotWaitForItself() {
        try (InvokedBus own =
                new InvokedBus(observer, RuntimeSettings.DEFAULT.withCloseTimeout(Duration.ofMinutes(1)))) {
            BusRuntime runtime = own.runtime();
            MessageHandler closing = (buffer, offset, length, header) -> {
                runtime.close();
                assertThat(Files.notExists(runtime.directory())).isTrue();
                handled.add(buffer.getLong(offset));
                return BusAction.CONTINUE;
            };
            ListenerAgent agent = runtime.listener(RISK, closing, HALT);
            BusPublisher orders = runtime.publisher(ORDERS);
            own.runUntil("connected", orders::isConnected);
            own.send(orders, 1);

            Await.until("handled or failed", () -> doWork(agent) && agent.state() != ListenerState.RUNNING);

            assertThat(handled).containsExactly(1L);
            assertThat(agent.state()).isEqualTo(ListenerState.CLOSED);
        }
    }

    /** Has one of its agents handle a message for as long as the test wants. */
    private void blockIn(ListenerAgent agent, BusPublisher orders) throws InterruptedException {
        bus.send(orders, BLOCKING);
        for (Agent lane : agent.workers()) {
            Thread thread = new Thread(() -> doWork(lane), "test-" + lane.roleName());
            threads.add(thread);
            thread.start();
            Await.until("through or in", () -> !thread.isAlive() || isInHandler.getCount() == 0);
            if (isInHandler.getCount() == 0) {
                blocked = lane;
                return;
            }
        }
        throw new AssertionError("no agent has read the message");
    }

    private BusPublisher connected(ListenerAgent agent) {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil(
                "connected",
                () -> doWork(agent) && orders.isConnected() && !agent.sessions().isEmpty());
        return orders;
    }

    private void joinThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static boolean doWork(Agent agent) {
        try {
            agent.doWork();
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("a duty cycle must not throw", e);
        }
    }

    private ListenerAgent listen(ListenerDefinition definition) {
        return bus.listener(definition, handler(), HALT);
    }

    private ListenerWork work() {
        return new ListenerWork(handler(), HALT);
    }

    private MessageHandler handler() {
        return this::handle;
    }

    private BusAction handle(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        if (buffer.getLong(offset) == BLOCKING) {
            isInHandler.countDown();
            mayReturn.await();
        }
        handled.add(buffer.getLong(offset));
        return BusAction.CONTINUE;
    }

    private static StreamDefinition udp() {
        return StreamDefinition.of(
                "orders", "aeron:udp?term-length=64k|endpoint=localhost:" + UdpDrivers.freePort(), 7);
    }
}
