package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.frame.DataFrame;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that have a loop of their own. */
class MessageRunTest {
    private static final FailureHandler HALT = (failure, message, attempt) -> FailureDecision.HALT;

    private final InvokedBus bus = new InvokedBus(new RecordingObserver());
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void aRunHasNoMoreMessagesThanAPollMayDeliver() {
        ListenerAgent agent = listen(2, run -> {
            String values = "";
            do {
                values += " " + value(run) + " at " + run.header().position();
            } while (run.next());
            seen.add(values.strip());
            return BusAction.CONTINUE;
        });

        send(5);
        poll(agent, 3);

        assertThat(seen).containsExactly("1 at 64 2 at 128", "3 at 192 4 at 256", "5 at 320");
        assertThat(agent.counters("orders").messages()).isEqualTo(5);
        assertThat(agent.lag("orders")).isZero();
    }

    @Test
    void theHeaderSaysTheSameOfTheLastMessageWhenItsLogIsGone() {
        List<BusHeader> headers = new ArrayList<>();
        var log = new UnsafeBuffer(0, 0);
        ListenerAgent agent = listen(10, run -> {
            headers.add(run.header());
            log.wrap(run.buffer());
            return BusAction.CONTINUE;
        });
        send(2);
        poll(agent, 1);

        log.setMemory(0, 128, (byte) 1);

        BusHeader header = headers.get(0);
        assertThat(header.position()).isEqualTo(128);
        assertThat(header.reservedValue()).isZero();
        assertThat(header.flags()).isEqualTo((byte) DataFrame.FLAGS_UNFRAGMENTED);
    }

    @Test
    void aMessageIsHandledWhenTheLoopReturnsThoughItDoesNotGoOn() {
        ListenerAgent agent = listen(10, run -> {
            seen.add("" + value(run));
            return BusAction.CONTINUE;
        });

        send(3);
        poll(agent, 1);

        assertThat(seen).containsExactly("1", "2", "3");
        assertThat(agent.lag("orders")).isZero();
    }

    @Test
    void anEndedRunStaysAtItsEnd() {
        ListenerAgent agent = listen(2, run -> {
            seen.add("" + value(run));
            while (run.next()) {
                seen.add("" + value(run));
            }
            seen.add("end " + run.next());
            return BusAction.CONTINUE;
        });

        send(3);
        poll(agent, 2);

        assertThat(seen).containsExactly("1", "2", "end false", "3", "end false");
        assertThat(agent.lag("orders")).isZero();
    }

    @Test
    void theMessageAtWhichTheRunStandsIsTheOneThatIsAnsweredOrFails() {
        ListenerAgent agent = listen(10, run -> {
            do {
                seen.add("" + value(run));
                if (value(run) == 2 && seen.size() == 2) {
                    return BusAction.ABORT;
                }
                if (value(run) == 4) {
                    throw new IllegalStateException("four");
                }
            } while (run.next());
            return BusAction.CONTINUE;
        });

        send(4);
        poll(agent, 2);

        assertThat(seen).containsExactly("1", "2", "2", "3", "4");
        assertThat(agent.state()).isEqualTo(ListenerState.HALTED);
        assertThat(agent.failure()).isNotNull();
        assertThat(agent.failure().position()).isEqualTo(256);
        assertThat(agent.counters("orders").aborts()).isEqualTo(1);
        assertThat(agent.counters("orders").messages()).isEqualTo(3);
    }

    @Test
    void aLoopThatFailsOrAnswersBehindItsLastMessageIsReportedAndItsMessagesAreHandled() {
        ListenerAgent agent = listen(10, run -> {
            while (run.next()) {
                seen.add("" + value(run));
            }
            if (seen.size() == 1) {
                throw new IllegalArgumentException("too late");
            }
            return BusAction.ABORT;
        });
        send(2);

        assertThatThrownBy(agent::doWork)
                .hasMessageContaining("behind its last message")
                .hasRootCauseMessage("too late");
        assertThat(agent.lag("orders")).isZero();
        send(2);
        assertThatThrownBy(agent::doWork).hasRootCauseMessage("it answered ABORT, which must be CONTINUE there");
        assertThat(agent.lag("orders")).isZero();
    }

    private ListenerAgent listen(int fragmentLimit, Loop loop) {
        ListenerDefinition definition = ListenerDefinition.of("risk", ORDERS).withFragmentLimit(fragmentLimit);
        ListenerAgent agent = bus.runtime().listener(definition, new Looping(loop), HALT);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", () -> {
            poll(agent, 1);
            return orders.isConnected() && !agent.sessions().isEmpty();
        });
        return agent;
    }

    private void send(int count) {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        for (int value = 1; value <= count; value++) {
            bus.send(orders, value);
        }
    }

    private static void poll(ListenerAgent agent, int times) {
        for (int i = 0; i < times; i++) {
            try {
                agent.doWork();
            } catch (Exception e) {
                throw new IllegalStateException("a duty cycle must not throw", e);
            }
        }
    }

    private static long value(MessageRun run) {
        assertThat(run.length()).isEqualTo(Long.BYTES);
        return run.buffer().getLong(run.offset());
    }

    @FunctionalInterface
    private interface Loop {
        BusAction handle(MessageRun run) throws Exception;
    }

    private record Looping(Loop loop) implements MessageHandler {
        @Override
        public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
            throw new AssertionError("there is a loop");
        }

        @Override
        public BusAction onMessages(MessageRun run) throws Exception {
            return loop.handle(run);
        }
    }
}
