package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AgentGroupTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final AgentGroup group =
            new AgentGroup("bus-shared", IdleSettings.of("sleep-ns"), CpuAffinity.ANY, BusExecution.THREADS);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void doesNotInterruptTheHandlerOfANeighbour() {
        FakeAgent busy = stuck("busy");
        FakeAgent leaving = agent("leaving");
        group.add(leaving);
        group.add(busy);
        Await.until("the neighbour is in its handler", () -> busy.isStuck);

        assertThat(group.remove(leaving, SHORT)).isFalse();
        release.countDown();

        Await.until("the leaving one is closed", () -> leaving.calls.contains("onClose"));
        assertThat(group.remove(busy, Duration.ofSeconds(30))).isTrue();
        assertThat(busy.calls).doesNotContain("interrupted");
    }

    @Test
    void interruptsTheLastHandlerThatDoesNotReturn() {
        FakeAgent busy = stuck("busy");
        group.add(busy);
        Await.until("it is in its handler", () -> busy.isStuck);

        assertThat(group.remove(busy, SHORT)).isFalse();

        Await.until("it is interrupted", () -> busy.calls.contains("interrupted"));
        release.countDown();
        Await.until("it is closed", () -> busy.calls.contains("onClose"));
    }

    @Test
    void whatIsAddedAgainWaitsForTheHandlerThatHasNotReturned(CapturedOutput output) {
        FakeAgent busy = stuck("busy");
        group.add(busy);
        Await.until("it is in its handler", () -> busy.isStuck);
        assertThat(group.remove(busy, SHORT)).isFalse();

        FakeAgent next = agent("next");
        group.add(next);
        Await.until(
                "that is said",
                () -> output.getAll()
                        .contains("agent bus-shared: handles nothing until the thread of the same name has ended"));
        assertThat(next.calls).isEmpty();
        release.countDown();

        Await.until("the next one runs", () -> next.calls.contains("onStart"));
        assertThat(busy.calls).contains("onClose");
        assertThat(group.remove(next, Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void whatIsRemovedWhileItWaitsForAHandlerNeverRuns() {
        FakeAgent busy = stuck("busy");
        group.add(busy);
        Await.until("it is in its handler", () -> busy.isStuck);
        assertThat(group.remove(busy, SHORT)).isFalse();
        FakeAgent waiting = agent("waiting");
        group.add(waiting);

        assertThat(group.remove(waiting, SHORT)).isFalse();
        release.countDown();

        Await.until("it is closed", () -> waiting.calls.contains("onClose"));
        assertThat(waiting.cycleThread).isNull();
    }

    @Test
    void logsADutyCycleThatFailsAgainAndAgainOnce(CapturedOutput output) {
        FakeAgent failing = agent("failing");
        failing.alwaysFails = true;
        group.add(failing);

        Await.until("it has failed often", () -> group.statistics().failures() > 100);
        assertThat(group.remove(failing, Duration.ofSeconds(30))).isTrue();

        assertThat(output.getAll().split("the duty cycle of listener failing failed", -1))
                .hasSize(2);
    }

    private FakeAgent stuck(String id) {
        FakeAgent agent = agent(id);
        agent.stuckUntil = release;
        return agent;
    }

    private static FakeAgent agent(String id) {
        var definition = new ListenerDefinition(id, List.of(new StreamDefinition("orders", "aeron:ipc", 1, false)), 10);
        return new FakeAgent(
                definition,
                (buffer, offset, length, header) -> BusAction.CONTINUE,
                (failure, message, attempt) -> FailureDecision.HALT);
    }
}
