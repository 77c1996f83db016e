package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private static final ListenerDefinition RISK =
            ListenerDefinition.of("risk", ORDERS).withFragmentLimit(4);
    private static final int FRAGMENTED = 4000;

    private final InvokedBus bus = new InvokedBus(new RecordingObserver());
    private final Batches handler = new Batches();
    private final List<String> failed = new ArrayList<>();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[FRAGMENTED]);
    private FailureDecision decision = FailureDecision.SKIP;
    private ListenerAgent agent;
    private BusPublisher orders;

    @BeforeEach
    void connect() {
        agent = bus.listener(RISK, handler, (failure, message, attempt) -> {
            failed.add(
                    message.buffer().getLong(message.offset()) + " attempt " + attempt + ": " + failure.getMessage());
            return decision;
        });
        orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", () -> !agent.sessions().isEmpty());
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void endsTheMessagesOfAPollBeforeTheirPositionsAreCommitted() {
        offer(1, 2, 3);
        long last = offer(4);
        long next = offer(5);

        bus.cycle();
        assertThat(handler.calls).containsExactly("1", "2", "3", "4", "end at 0");
        assertThat(position()).isEqualTo(last);
        bus.cycles(3);

        assertThat(handler.calls).endsWith("5", "end at " + last);
        assertThat(position()).isEqualTo(next);
        assertThat(agent.counters("orders").messages()).isEqualTo(5);
    }

    @Test
    void deliversOneAtATimeWhatCouldNotBeEndedSoThatExactlyTheCulpritIsDecidedAbout() {
        handler.poison = 2;
        long last = offer(1, 2, 3);

        bus.runUntil("passed", () -> position() == last);
        offer(4, 5);
        bus.runUntil("next", () -> handler.calls.contains("5"));

        assertThat(handler.calls)
                .containsExactly(
                        "1",
                        "2",
                        "3",
                        "end at 0",
                        "1",
                        "end at 0",
                        "2",
                        "end at 64",
                        "3",
                        "end at 128",
                        "4",
                        "5",
                        "end at 192");
        assertThat(failed).containsExactly("2 attempt 1: poison");
        assertThat(agent.counters("orders").skipped()).isEqualTo(1);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void retriesTheMessageWhoseEndFails() {
        handler.poison = 2;
        decision = FailureDecision.retryAfterNs(0);
        long last = offer(1, 2, 3);

        bus.runUntil("retried", () -> failed.size() == 3);
        assertThat(agent.state()).isEqualTo(ListenerState.RETRYING);
        assertThat(agent.failure().position()).isEqualTo(128);
        handler.poison = 0;
        bus.runUntil("passed", () -> position() == last);

        assertThat(failed).startsWith("2 attempt 1: poison", "2 attempt 2: poison");
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void endsWhatCameBeforeAMessageThatFails() {
        handler.failing = 3;
        decision = FailureDecision.HALT;
        offer(1, 2, 3, 4);

        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);
        assertThat(handler.calls).containsExactly("1", "2", "3", "end at 0");
        assertThat(position()).isEqualTo(128).isEqualTo(agent.failure().standsAt());
        agent.skip();
        bus.runUntil("gone on", () -> handler.calls.contains("4"));

        assertThat(handler.calls).endsWith("4", "end at 192");
    }

    @Test
    void whenBothFailTheMessagesComeAgainOneAtATime() {
        handler.failing = 3;
        handler.poison = 1;
        long last = offer(1, 2, 3);

        bus.runUntil("passed", () -> position() == last);

        assertThat(handler.calls).containsExactly("1", "2", "3", "end at 0", "1", "end at 0", "2", "end at 64", "3");
        assertThat(failed).containsExactly("1 attempt 1: poison", "3 attempt 1: cannot handle 3");
    }

    @Test
    void aMessageInSeveralFragmentsIsABatchOfItsOwn() {
        offer(1);
        message.putLong(0, 2);
        orders.offer(message, 0, FRAGMENTED);
        long last = offer(3, 4);

        bus.runUntil("passed", () -> position() == last);

        assertThat(handler.calls.stream().map(call -> call.replaceAll(" at .*", "")))
                .containsExactly("1", "end", "2", "end", "3", "4", "end");
    }

    @Test
    void anEndThatFailsForAMessageInSeveralFragmentsLeavesItThere() {
        handler.poison = 2;
        decision = FailureDecision.retryAfterNs(0);
        message.putLong(0, 2);
        long last = orders.offer(message, 0, FRAGMENTED);

        bus.runUntil("retried", () -> failed.size() == 2);
        handler.poison = 0;
        bus.runUntil("passed", () -> position() == last);

        assertThat(handler.calls.stream().filter(call -> call.equals("2")).count())
                .isGreaterThan(2);
    }

    @Test
    void aMessageThatIsToBeCommittedEndsItsBatch() {
        handler.committing = 2;
        offer(1, 2, 3);

        bus.runUntil("all", () -> handler.calls.contains("3"));

        assertThat(handler.calls).containsExactly("1", "2", "end at 0", "3", "end at 128");
    }

    @Test
    void drainsToWhereItWasTold() {
        offer(1, 2);
        agent.drain();
        bus.cycle();
        offer(3);
        bus.runUntil("drained", () -> agent.isDrained());
        bus.cycles(3);

        assertThat(handler.calls).containsExactly("1", "2", "end at 0");
    }

    private long position() {
        return agent.sessions().get(0).position();
    }

    /** Without running anything, so that they are there together. */
    private long offer(long... values) {
        long position = 0;
        for (long value : values) {
            message.putLong(0, value);
            position = orders.offer(message, 0, Long.BYTES);
            assertThat(position).isPositive();
        }
        return position;
    }

    private final class Batches implements BatchHandler {
        private final List<String> calls = new ArrayList<>();
        private final List<Long> open = new ArrayList<>();
        private long poison;
        private long failing;
        private long committing;

        @Override
        public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
            long value = buffer.getLong(offset);
            calls.add(String.valueOf(value));
            if (value == failing) {
                throw new IllegalStateException("cannot handle " + value);
            }
            open.add(value);
            return value == committing ? BusAction.COMMIT : BusAction.CONTINUE;
        }

        @Override
        public void onBatchEnd() {
            calls.add("end at " + position());
            boolean isPoisoned = open.contains(poison);
            open.clear();
            if (isPoisoned) {
                throw new IllegalStateException("poison");
            }
        }
    }
}
