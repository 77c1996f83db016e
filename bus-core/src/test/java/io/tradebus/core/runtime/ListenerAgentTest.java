package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.FILLS;
import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerAgentTest {
    private static final ListenerDefinition RISK = ListenerDefinition.of("risk", ORDERS);

    private final RecordingObserver observer = new RecordingObserver();
    private final InvokedBus bus = new InvokedBus(observer);
    private final Handler handler = new Handler();
    private final Failures failures = new Failures();

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void deliversInOrderAndSaysWhereMessagesComeFrom() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);

        long first = bus.send(orders, 1);
        long second = bus.send(orders, 2);
        bus.runUntil("both", () -> handler.values.size() == 2);

        assertThat(handler.values).containsExactly(1L, 2L);
        assertThat(handler.headers).containsExactly(header(orders, first, 1), header(orders, second, 1));
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(agent.counters("orders").messages()).isEqualTo(2);
        assertThat(agent.counters("orders").bytes()).isEqualTo(16);
        assertThat(agent.lag("orders")).isZero();
        assertThat(agent.sessions())
                .containsExactly(
                        new ListenerSession("orders", session(orders), second, 0, 32 << 10, false, "aeron:ipc"));
        assertThatThrownBy(() -> agent.counters("fills"))
                .hasMessageContaining("does not listen to 'fills' but to [orders]");
    }

    @Test
    void aFailureStopsItsSessionAtTheMessageUntilARetrySucceeds() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        failures.decision = FailureDecision.retryAfterNs(TimeUnit.HOURS.toNanos(1));
        handler.failing.put(2L, 2);
        long before = bus.send(orders, 1);
        long failed = bus.send(orders, 2);
        bus.send(orders, 3);

        bus.runUntil("retrying", () -> failures.attempts.size() == 1);
        bus.cycles(10);
        assertThat(agent.state()).isEqualTo(ListenerState.RETRYING);
        assertThat(agent.sessions().get(0).position()).isEqualTo(before);
        assertThat(handler.values).containsExactly(1L);
        failures.decision = FailureDecision.retryAfterNs(0);
        agent.retry();
        bus.runUntil("all", () -> handler.values.size() == 3);

        assertThat(handler.values).containsExactly(1L, 2L, 3L);
        assertThat(handler.headers.get(1)).isEqualTo(header(orders, failed, 3));
        assertThat(failures.attempts)
                .as("counted anew when an operator tries again")
                .containsExactly("2 attempt 1", "2 attempt 1");
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(agent.failure()).isNull();
        assertThat(agent.counters("orders").failures()).isEqualTo(2);
        assertThat(agent.counters("orders").retries()).isEqualTo(2);
        assertThat(agent.counters("orders").messages()).isEqualTo(3);
    }

    @Test
    void haltsAtTheMessageAndGoesOnWhenToldToRetry() {
        failures.decision = FailureDecision.HALT;
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        long before = bus.send(orders, 1);
        handler.failing.put(2L, 1);
        long failed = bus.send(orders, 2);

        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);
        bus.cycles(100);

        ListenerFailure failure = agent.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.standsAt())
                .isEqualTo(before)
                .isEqualTo(agent.sessions().get(0).position());
        assertThat(failure.position()).isEqualTo(failed);
        assertThat(failure.attempt()).isEqualTo(1);
        assertThat(failure.cause()).hasMessage("cannot handle 2");
        assertThat(failure.head()).isEqualTo("0200000000000000");
        assertThat(failures.attempts).hasSize(1);

        agent.retry();
        bus.runUntil("handled", () -> handler.values.contains(2L));
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(observer.lines()).contains("risk RUNNING -> HALTED", "risk HALTED -> RUNNING");
        assertThatThrownBy(agent::retry).hasMessage("listener 'risk' is RUNNING; there is no message to retry");
    }

    @Test
    void asksAgainAboutAFailureWithoutDeliveringItsMessageAgain() {
        failures.decision = FailureDecision.askAgainAfterNs(0);
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.failing.put(1L, 1);
        bus.send(orders, 1);
        bus.send(orders, 2);

        bus.runUntil("asked again", () -> failures.attempts.size() == 3);
        assertThat(failures.attempts).containsOnly("1 attempt 1");
        assertThat(agent.state()).isEqualTo(ListenerState.RETRYING);
        assertThat(handler.values).isEmpty();
        failures.decision = FailureDecision.DEAD_LETTERED;
        bus.runUntil("gone on", () -> handler.values.size() == 1);

        assertThat(handler.values).containsExactly(2L);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(agent.counters("orders").failures()).isEqualTo(1);
        assertThat(agent.counters("orders").retries()).isZero();
        assertThat(agent.counters("orders").deadLettered()).isEqualTo(1);
        assertThat(agent.counters("orders").messages()).isEqualTo(1);
    }

    @Test
    void skipMovesPastExactlyOneMessage() {
        failures.decision = FailureDecision.HALT;
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.failing.put(1L, Integer.MAX_VALUE);
        handler.failing.put(2L, Integer.MAX_VALUE);
        long first = bus.send(orders, 1);
        bus.send(orders, 2);
        bus.send(orders, 3);

        bus.runUntil("halted at 1", () -> agent.state() == ListenerState.HALTED);
        agent.skip();
        bus.runUntil("halted at 2", () -> failures.attempts.size() == 2);
        assertThat(agent.sessions().get(0).position()).isEqualTo(first);
        agent.skip();
        bus.runUntil("handled 3", () -> handler.values.size() == 1);

        assertThat(handler.values).containsExactly(3L);
        assertThat(agent.counters("orders").skipped()).isEqualTo(2);
        assertThat(agent.counters("orders").messages()).isEqualTo(1);
    }

    @Test
    void skipsNothingInPlaceOfAMessageThatWasHandledMeanwhile() {
        failures.decision = FailureDecision.retryAfterNs(0);
        handler.failing.put(2L, 1);
        handler.failing.put(3L, 1);
        var operated = new AtomicReference<ListenerAgent>();
        MessageHandler operating = (buffer, offset, length, header) -> {
            BusAction action = handler.onMessage(buffer, offset, length, header);
            if (header.attempt() == 2 && buffer.getLong(offset) == 2) {
                // The operator still sees the failure of 2; its retry has just succeeded, and 3 fails next.
                operated.get().skip();
            }
            return action;
        };
        operated.set(bus.listener(RISK, operating, failures));
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.send(orders, 1);
        bus.send(orders, 2);
        bus.send(orders, 3);

        bus.runUntil(
                "all",
                () -> handler.values.contains(3L)
                        || operated.get().counters("orders").skipped() > 0);

        assertThat(handler.values).containsExactly(1L, 2L, 3L);
        assertThat(operated.get().counters("orders").skipped()).isZero();
    }

    @Test
    void aDecisionToSkipGoesOnInTheSamePoll() {
        failures.decision = FailureDecision.SKIP;
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.failing.put(1L, 1);
        bus.send(orders, 1);
        bus.send(orders, 2);

        bus.runUntil("handled 2", () -> handler.values.size() == 1);

        assertThat(handler.values).containsExactly(2L);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(agent.counters("orders").skipped()).isEqualTo(1);
    }

    @Test
    void aFailureHandlerThatDecidesNothingHaltsTheListener() {
        failures.decision = null;
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.failing.put(1L, 1);
        bus.send(orders, 1);

        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);

        assertThat(agent.counters("orders").skipped()).isZero();
        assertThat(agent.lag("orders")).isPositive();
    }

    @Test
    void detachingLetsThePublisherGoAndAttachingSubscribesAgain() {
        failures.decision = FailureDecision.DETACH;
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.failing.put(1L, 1);
        bus.send(orders, 1);

        bus.runUntil("detached", () -> agent.state() == ListenerState.DETACHED && !orders.isConnected());
        assertThat(agent.failure()).isNotNull();
        assertThat(agent.sessions()).isEmpty();
        assertThat(orders.offer(handler.buffer(), 0, 8)).isEqualTo(OfferStatus.NOT_CONNECTED.code());

        agent.attach();
        bus.send(orders, 5);
        bus.runUntil("handled 5", () -> handler.values.contains(5L));
        assertThat(handler.values).containsExactly(1L, 5L);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThatThrownBy(agent::attach).hasMessageContaining("only a detached one can attach");
    }

    @Test
    void abortBringsTheMessageAgainAndIsNoFailure() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.aborting = 3;
        bus.send(orders, 1);

        bus.runUntil("handled", () -> handler.values.size() == 1);

        assertThat(agent.counters("orders").aborts()).isEqualTo(3);
        assertThat(agent.counters("orders").failures()).isZero();
        assertThat(handler.headers.get(0).endsWith("attempt=1")).isTrue();
        assertThat(failures.attempts).isEmpty();
    }

    @Test
    void commitsWhenAskedToAndElseAtTheEndOfThePoll() {
        List<Long> committedBefore = new ArrayList<>();
        ListenerAgent[] agent = new ListenerAgent[1];
        agent[0] = bus.listener(
                RISK,
                (buffer, offset, length, header) -> {
                    committedBefore.add(agent[0].sessions().get(0).position());
                    return buffer.getLong(offset) == 2 ? BusAction.COMMIT : BusAction.CONTINUE;
                },
                failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("session", orders::isConnected);
        agent[0].pause();
        bus.cycles(2);
        long start = orders.position();
        for (long value = 1; value <= 4; value++) {
            bus.send(orders, value);
        }

        agent[0].resume();
        bus.runUntil("all", () -> committedBefore.size() == 4);

        long second = start + 128;
        assertThat(committedBefore).containsExactly(start, start, second, second);
        assertThat(agent[0].sessions().get(0).position()).isEqualTo(orders.position());
    }

    @Test
    void breakEndsThePoll() throws Exception {
        handler.result = BusAction.BREAK;
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("session", orders::isConnected);
        agent.pause();
        bus.cycles(2);
        bus.send(orders, 1);
        bus.send(orders, 2);
        agent.resume();

        agent.doWork();
        assertThat(handler.values).containsExactly(1L);
        agent.doWork();
        assertThat(handler.values).containsExactly(1L, 2L);
    }

    @Test
    void putsFragmentsTogetherAlsoWhenTheMessageFails() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        handler.failing.put(7L, 2);

        long start = orders.position();
        bus.send(orders, 6);
        long end = bus.send(orders, 7, 5000);
        bus.runUntil("failed", () -> failures.attempts.size() == 1);
        ListenerFailure failure = agent.failure();
        bus.runUntil("both", () -> handler.values.size() == 2);

        assertThat(failure).isNotNull();
        assertThat(failure.standsAt()).isEqualTo(start + 64);
        assertThat(failure.position()).isEqualTo(end);
        assertThat(handler.lengths).containsExactly(8, 5000);
        assertThat(handler.headers.get(1)).isEqualTo(header(orders, end, 3) + " reassembled");
        assertThat(failures.attempts).containsExactly("7 attempt 1", "7 attempt 2");
    }

    @Test
    void otherSessionsGoOnWhileOneRetries() {
        failures.decision = FailureDecision.retryAfterNs(TimeUnit.HOURS.toNanos(1));
        ListenerAgent agent = bus.listener(ListenerDefinition.of("risk", ORDERS, FILLS), handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        BusPublisher fills = bus.runtime().publisher(FILLS);
        handler.failing.put(1L, 1);
        bus.send(orders, 1);
        bus.runUntil("retrying", () -> agent.state() == ListenerState.RETRYING);
        bus.send(orders, 2);
        bus.send(fills, 3);
        bus.runUntil("the other", () -> handler.values.contains(3L));

        assertThat(handler.values).containsExactly(3L);
        assertThat(agent.counters("fills").messages()).isEqualTo(1);
        assertThat(agent.lag("orders")).isEqualTo(128);

        agent.retry();
        bus.runUntil("all", () -> handler.values.size() == 3);
        assertThat(handler.values).containsExactly(3L, 1L, 2L);
    }

    @Test
    void anErrorHaltsWhateverIsDecided() {
        failures.decision = FailureDecision.SKIP;
        ListenerAgent agent = bus.listener(
                RISK,
                (buffer, offset, length, header) -> {
                    throw new StackOverflowError("deep");
                },
                failures);
        bus.send(bus.runtime().publisher(ORDERS), 1);

        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);

        assertThat(agent.failure()).isNotNull();
        assertThat(agent.failure().cause()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aFailureHandlerThatFailsHalts() {
        ListenerAgent agent = bus.listener(RISK, handler, (failure, message, attempt) -> {
            throw new IllegalStateException("no idea");
        });
        handler.failing.put(1L, 1);
        bus.send(bus.runtime().publisher(ORDERS), 1);

        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);

        assertThat(agent.failure()).isNotNull();
        assertThat(agent.failure().cause().getSuppressed()).hasSize(1);
    }

    @Test
    void pausingHoldsThePublisherBackAndResumingLetsItGo() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", orders::isConnected);
        agent.pause();

        bus.runUntil("held back", () -> orders.offer(handler.buffer(), 0, 1000) == OfferStatus.BACK_PRESSURED.code());
        assertThat(agent.state()).isEqualTo(ListenerState.PAUSED);
        assertThat(agent.lag("orders")).isGreaterThan(16 << 10);
        assertThat(handler.values).isEmpty();

        agent.resume();
        bus.runUntil("accepted", () -> orders.offer(handler.buffer(), 0, 1000) > 0);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void drainsToWhatWasPublishedAndNoFurther() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", orders::isConnected);
        agent.pause();
        bus.cycles(2);
        bus.send(orders, 1);
        bus.send(orders, 2);
        agent.resume();
        agent.drain();
        assertThat(agent.isDrained()).isFalse();

        bus.runUntil("drained", agent::isDrained);
        bus.send(orders, 3);
        bus.cycles(100);
        assertThat(handler.values).containsExactly(1L, 2L);

        agent.resume();
        bus.runUntil("the rest", () -> handler.values.size() == 3);
    }

    @Test
    void aListenerThatIsClosedLeavesNothingBehind() {
        ListenerAgent agent = bus.listener(RISK, handler, failures);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", () -> orders.subscriberCount() == 1);

        agent.onClose();
        bus.runUntil("gone", () -> orders.subscriberCount() == 0);

        assertThat(agent.state()).isEqualTo(ListenerState.CLOSED);
        assertThat(bus.runtime().listeners()).isEmpty();
        assertThat(observer.lines()).contains("risk RUNNING -> CLOSED");
    }

    @Test
    void anIdIsUsedOnce() {
        bus.listener(RISK, handler, failures);

        assertThatThrownBy(() -> bus.listener(RISK, handler, failures))
                .hasMessageContaining("there is a listener 'risk' already");
    }

    private static int session(BusPublisher publisher) {
        return ((PublicationView) publisher).sessionId();
    }

    private static String header(BusPublisher publisher, long position, int attempt) {
        return "stream=" + publisher.stream() + " streamId=" + ORDERS.streamId() + " session=" + session(publisher)
                + " position=" + position + " attempt=" + attempt;
    }

    /** Notes values, fails and aborts as told. */
    private static final class Handler implements MessageHandler {
        private final List<Long> values = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        private final List<String> headers = new ArrayList<>();
        private final Map<Long, Integer> failing = new HashMap<>();
        private BusAction result = BusAction.CONTINUE;
        private int aborting;

        @Override
        public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
            long value = buffer.getLong(offset);
            int left = failing.getOrDefault(value, 0);
            if (left > 0) {
                failing.put(value, left - 1);
                throw new IllegalStateException("cannot handle " + value);
            } else if (aborting > 0) {
                aborting--;
                return BusAction.ABORT;
            }
            values.add(value);
            lengths.add(length);
            headers.add(header.toString());
            return result;
        }

        DirectBuffer buffer() {
            return new UnsafeBuffer(new byte[1024]);
        }
    }

    private static final class Failures implements FailureHandler {
        private final List<String> attempts = new ArrayList<>();
        private FailureDecision decision = FailureDecision.retryAfterNs(0);

        @Override
        public FailureDecision onFailure(Throwable failure, BusMessage message, int attempt) {
            attempts.add(message.buffer().getLong(message.offset()) + " attempt " + attempt);
            return decision;
        }
    }
}
