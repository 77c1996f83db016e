package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrentListenerTest {
    private static final ListenerDefinition RISK =
            ListenerDefinition.of("risk", ORDERS).withConcurrency(2);
    private static final int SESSIONS = 4;

    private final RecordingObserver observer = new RecordingObserver();
    private final InvokedBus bus = new InvokedBus(observer);
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Publication> publications = new ArrayList<>();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
    private ListenerAgent agent;

    @BeforeEach
    void connect() {
        agent = bus.listener(RISK, () -> {
            var lane = new Lane();
            lanes.add(lane);
            return new ListenerWork(lane, (failure, failed, attempt) -> FailureDecision.HALT);
        });
        for (int i = 0; i < SESSIONS; i++) {
            publications.add(publication());
        }
        bus.runUntil("all sessions", () -> agent.sessions().size() == SESSIONS);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void spreadsSessionsOverItsAgentsAndKeepsEachInOrder() {
        for (int value = 0; value < 10; value++) {
            for (Publication publication : publications) {
                offer(publication, value);
            }
        }
        bus.runUntil("all", () -> agent.counters("orders").messages() == 10 * SESSIONS);

        assertThat(lanes).hasSize(2);
        assertThat(lanes).allSatisfy(lane -> assertThat(lane.bySession).hasSize(2));
        Set<Integer> sessions = new HashSet<>();
        for (Lane lane : lanes) {
            sessions.addAll(lane.bySession.keySet());
            assertThat(lane.bySession.values())
                    .allSatisfy(values -> assertThat(values).hasSize(10).isSorted());
        }
        assertThat(sessions).hasSize(SESSIONS);
        assertThat(agent.counters("orders").bytes()).isEqualTo(10 * SESSIONS * 8);
        assertThat(agent.workers()).extracting(worker -> worker.roleName()).containsExactly("risk-1", "risk-2");
    }

    @Test
    void aMessageThatHaltsOneAgentHaltsAll() {
        lanes.forEach(lane -> lane.failing = 13);
        offer(publications.get(0), 13);
        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);
        for (Publication publication : publications) {
            offer(publication, 14);
        }
        bus.cycles(20);
        assertThat(agent.counters("orders").messages()).isZero();
        assertThat(agent.failure().sessionId()).isEqualTo(publications.get(0).sessionId());

        lanes.forEach(lane -> lane.failing = 0);
        agent.retry();
        bus.runUntil("all", () -> agent.counters("orders").messages() == SESSIONS + 1);

        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
        assertThat(agent.failure()).isNull();
        assertThat(observer.lines()).containsOnlyOnce("risk RUNNING -> HALTED", "risk HALTED -> RUNNING");
    }

    @Test
    void skipsWhereverTheMessageIs() {
        lanes.forEach(lane -> lane.failing = 13);
        offer(publications.get(1), 13);
        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);

        agent.skip();
        bus.runUntil("running", () -> agent.state() == ListenerState.RUNNING);

        assertThat(agent.counters("orders").skipped()).isEqualTo(1);
    }

    @Test
    void pausesDrainsAndDetachesWithAllAgents() {
        agent.pause();
        bus.runUntil("paused", () -> agent.state() == ListenerState.PAUSED);
        publications.forEach(publication -> offer(publication, 1));
        bus.cycles(5);
        assertThat(agent.counters("orders").messages()).isZero();

        agent.resume();
        agent.drain();
        bus.runUntil("drained", agent::isDrained);
        assertThat(agent.counters("orders").messages()).isEqualTo(SESSIONS);

        agent.detach();
        bus.runUntil("detached", () -> agent.state() == ListenerState.DETACHED);
        assertThat(agent.sessions()).isEmpty();
        agent.attach();
        bus.runUntil("attached", () -> agent.sessions().size() == SESSIONS);
        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void severalAgentsDoNotShareAHandler() {
        assertThatThrownBy(() -> bus.runtime()
                        .listener(
                                ListenerDefinition.of("other", ORDERS).withConcurrency(2),
                                new Lane(),
                                (failure, failed, attempt) -> FailureDecision.HALT))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessage("listener 'other' has 2 agents, which must not share one handler");
        assertThatThrownBy(() -> RISK.withConcurrency(0)).hasMessageContaining("must be at least 1, but was 0");
    }

    private Publication publication() {
        Client client = bus.runtime().client();
        long request = client.asyncAddExclusivePublication(ORDERS.channel(), ORDERS.streamId());
        Publication[] found = new Publication[1];
        bus.runUntil("a publication", () -> {
            found[0] = client.findExclusivePublication(request);
            return found[0] != null;
        });
        return found[0];
    }

    private void offer(Publication publication, long value) {
        message.putLong(0, value);
        assertThat(publication.offer(message, 0, Long.BYTES)).isPositive();
    }

    private static final class Lane implements MessageHandler {
        private final Map<Integer, List<Long>> bySession = new HashMap<>();
        private long failing;

        @Override
        public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
            long value = buffer.getLong(offset);
            if (value > 0 && value == failing) {
                throw new IllegalStateException("cannot handle " + value);
            }
            bySession
                    .computeIfAbsent(header.sessionId(), id -> new ArrayList<>())
                    .add(value);
            return BusAction.CONTINUE;
        }
    }
}
