package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.runtime.WakeableAgent;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the thread of an agent does while there is nothing to do. */
class AgentGroupIdleTest {
    private static final long MANY = 20;

    private final List<Runnable> endings = new ArrayList<>();

    /** It has work when it is given some, and is woken for it. */
    private static final class Agent implements WakeableAgent {
        private final AtomicInteger cycles = new AtomicInteger();
        private final AtomicInteger given = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicBoolean isClosed = new AtomicBoolean();
        private volatile boolean isFailing;
        private volatile long quietNs = NOTHING_TO_DO;
        private volatile Sleeper sleeper;

        @Override
        public int doWork() {
            cycles.incrementAndGet();
            if (isFailing) {
                failures.incrementAndGet();
                throw new IllegalStateException("it fails");
            }
            int work = given.get() - done.get();
            done.addAndGet(work);
            return work;
        }

        void give() {
            given.incrementAndGet();
            sleeper.wake();
        }

        @Override
        public void wakes(Sleeper woken) {
            sleeper = woken;
        }

        @Override
        public boolean isWokenByAll() {
            return true;
        }

        @Override
        public long quietNs() {
            return quietNs;
        }

        @Override
        public void onClose() {
            isClosed.set(true);
        }

        @Override
        public String roleName() {
            return "agent";
        }
    }

    private AgentGroup group(String idle) {
        String[] settings = idle.split(" ");
        IdleSettings strategy = new IdleSettings(settings[0], settings.length > 1 ? settings[1] : "");
        return new AgentGroup("bus-test", strategy, CpuAffinity.ANY, BusExecution.THREADS);
    }

    private Agent running(AgentGroup group) {
        Agent agent = new Agent();
        group.add(agent);
        endings.add(() -> group.remove(agent, Duration.ofSeconds(30)));
        Await.until("it runs", () -> agent.cycles.get() > 0);
        return agent;
    }

    private static void giveMany(Agent agent) {
        for (int i = 1; i <= MANY; i++) {
            int count = i;
            agent.give();
            Await.until("done " + i, () -> agent.done.get() == count);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backoff", "backoff 1-1-1us-100us", "sleeping 100us"})
    void isLeftAloneUntilItIsWoken(String idle) {
        Agent agent = running(group(idle));
        giveMany(agent);
        long beganNs = System.nanoTime();
        int before = agent.cycles.get();
        Await.until(
                "a while",
                () -> System.nanoTime() - beganNs > Duration.ofMillis(300).toNanos());

        assertThat(agent.cycles.get() - before).as("cycles").isLessThan(100);
    }

    /** Each wake that were lost, or not heeded, took seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"backoff 1-1-1us-5s", "sleeping 5s", "sleep-ms 5s"})
    void isWokenWhateverItsStrategy(String idle) {
        AgentGroup group = group(idle);
        Agent agent = running(group);
        long beganNs = System.nanoTime();

        giveMany(agent);
        Agent second = running(group);
        endings.remove(1).run();
        assertThat(second.isClosed).isTrue();

        assertThat(System.nanoTime() - beganNs)
                .isLessThan(Duration.ofSeconds(30).toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"backoff", "sleeping 1ms"})
    void triesAgainWhatHasFailedAndWhatIsToBeLookedAt(String idle) {
        Agent agent = running(group(idle));
        long beganNs = System.nanoTime();
        agent.isFailing = true;
        agent.give();
        Await.until("it is tried again and again", () -> agent.failures.get() > 200);
        agent.isFailing = false;
        Await.until("it goes on", () -> agent.done.get() == 1);

        agent.quietNs = 0;
        agent.give();
        int before = agent.cycles.get();

        Await.until("it looks again and again", () -> agent.cycles.get() - before > 200);
        assertThat(System.nanoTime() - beganNs)
                .isLessThan(Duration.ofSeconds(40).toNanos());
    }

    @AfterEach
    void stop() {
        endings.forEach(Runnable::run);
    }
}
