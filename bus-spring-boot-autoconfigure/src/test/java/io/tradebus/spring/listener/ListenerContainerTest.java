package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.event.BusEvent;
import io.tradebus.spring.event.BusListenerIdle;
import io.tradebus.spring.event.BusListenerNoLongerIdle;
import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerContainerTest {
    private final FakeRegistry fake = new FakeRegistry();
    private final FakeConnection connection = fake.connection;
    private final DefaultBusListenerRegistry registry = fake.registry;

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void runsOnAThreadNamedAfterTheListenerOnceTheContextStarts() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
        assertThat(connection.agents).isEmpty();

        registry.start();

        assertThat(listener.state()).isEqualTo(ListenerState.RUNNING);
        Await.until("it cycles", () -> connection.last().cycleThread != null);
        assertThat(connection.last().cycleThread).isEqualTo("bus-risk").isEqualTo(listener.agent());
    }

    @Test
    void staysStoppedWhenItIsNotToStartWithTheContext() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT.withAutoStartup(false));

        registry.start();
        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);

        registry.stop();
        registry.start();
        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);

        listener.start();
        assertThat(listener.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void remembersOverARestartWhatAnOperatorWanted() {
        BusListenerHandle stopped = fake.register("stopped", ListenerOptions.DEFAULT);
        BusListenerHandle paused = fake.register("paused", ListenerOptions.DEFAULT);
        BusListenerHandle detached = fake.register("detached", ListenerOptions.DEFAULT);
        BusListenerHandle running = fake.register("running", ListenerOptions.DEFAULT);
        registry.start();
        stopped.stop();
        paused.pause();
        detached.detach();

        registry.stop();
        assertThat(running.state()).isEqualTo(ListenerState.STOPPED);
        registry.start();

        assertThat(stopped.state()).isEqualTo(ListenerState.STOPPED);
        assertThat(paused.state()).isEqualTo(ListenerState.PAUSED);
        assertThat(detached.state()).isEqualTo(ListenerState.DETACHED);
        assertThat(running.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void handlesNothingOnARestartWhenItWasPaused() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        listener.pause();

        registry.stop();
        registry.start();

        Await.until("its thread has it", () -> connection.last().calls.contains("onStart"));
        assertThat(connection.last().calls).containsExactly("pause", "onStart");
    }

    @Test
    void startsAgainAfterAFailureDetachedIt() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        connection.last().state = io.tradebus.core.runtime.ListenerState.DETACHED;
        assertThat(listener.state()).isEqualTo(ListenerState.DETACHED);
        assertThat(listener.desiredState()).isEqualTo(ListenerState.RUNNING);

        listener.start();

        assertThat(connection.last().calls).contains("attach");
        assertThat(listener.state()).isEqualTo(ListenerState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, pause detach",
        "RETRYING, pause retry skip detach",
        "HALTED, retry skip detach",
        "DETACHED, start",
    })
    void refusesWhatMakesNoSenseInAState(io.tradebus.core.runtime.ListenerState state, String allowed) {
        Map<String, Consumer<BusListenerHandle>> actions = Map.of(
                "start", BusListenerHandle::start,
                "pause", BusListenerHandle::pause,
                "resume", BusListenerHandle::resume,
                "retry", BusListenerHandle::retry,
                "skip", BusListenerHandle::skip,
                "detach", BusListenerHandle::detach);
        registry.start();

        actions.forEach((name, action) -> {
            BusListenerHandle listener = fake.register(name, ListenerOptions.DEFAULT);
            connection.last().state = state;
            if (List.of(allowed.split(" ")).contains(name)) {
                action.accept(listener);
            } else if (!name.equals("resume")) {
                assertThatThrownBy(() -> action.accept(listener))
                        .as("%s while %s", name, state)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(
                                "'" + name + "' is " + listener.state().name().toLowerCase(Locale.ROOT))
                        .hasMessageContaining("cannot " + name);
            }
        });
    }

    @Test
    void whatIsWantedLastHoldsWhileAHandlerStillRuns() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        FakeAgent agent = connection.last();
        agent.isObeyingLate = true;

        listener.pause();
        assertThat(listener.desiredState()).isEqualTo(ListenerState.PAUSED);
        agent.state = io.tradebus.core.runtime.ListenerState.PAUSED;
        listener.resume();
        listener.pause();

        assertThat(listener.desiredState()).isEqualTo(ListenerState.PAUSED);
        assertThat(agent.calls).containsSubsequence("pause", "resume", "pause");
    }

    @Test
    void startsAgainWhatIsStillBeingDetached() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        FakeAgent agent = connection.last();
        agent.isObeyingLate = true;
        listener.detach();
        Thread obeying = new Thread(() -> {
            Await.until("somebody waits for it", () -> agent.stateReads.get() > 50);
            agent.isObeyingLate = false;
            agent.state = io.tradebus.core.runtime.ListenerState.DETACHED;
        });
        obeying.start();

        listener.start();

        assertThat(agent.calls).containsSubsequence("detach", "attach");
        assertThat(listener.desiredState()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void whoseHandlerDoesNotReturnCannotBeStartedWhileItIsDetached() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        connection.last().isObeyingLate = true;
        listener.detach();

        assertThatThrownBy(listener::start)
                .hasMessage("listener 'risk' is being detached and cannot start until its handler has returned");

        assertThat(listener.desiredState()).isEqualTo(ListenerState.DETACHED);
    }

    @Test
    void resumesOnlyWhatWasPaused() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        listener.resume();
        assertThat(connection.last().calls).doesNotContain("resume");

        listener.pause();
        listener.pause();
        assertThat(connection.last().calls).containsOnlyOnce("pause");
        listener.resume();

        assertThat(connection.last().calls).containsSubsequence("pause", "resume");
        assertThat(listener.desiredState()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void sharesAThreadWithListenersOfTheSameAgent() {
        BusListenerEndpoint one = FakeRegistry.endpoint("one", ListenerOptions.DEFAULT);
        BusListenerEndpoint two = FakeRegistry.endpoint("two", ListenerOptions.DEFAULT);
        registry.register(sharing(one, "prices"));
        registry.register(sharing(two, "prices"));
        registry.start();

        Await.until("both cycle", () -> connection.agents.stream().allMatch(agent -> agent.cycleThread != null));
        assertThat(connection.agents).extracting(agent -> agent.cycleThread).containsOnly("bus-prices");

        registry.listener("one").stop();
        assertThat(connection.agents.get(1).calls).doesNotContain("onClose");
        assertThat(registry.listener("two").state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void addsUpItsCountersOverAllItsStarts() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        connection.last().handled = 5;
        assertThat(listener.counters("orders").messages()).isEqualTo(5);

        listener.stop();
        assertThat(listener.counters("orders").messages()).isEqualTo(5);

        listener.start();
        connection.last().handled = 2;
        assertThat(listener.counters("orders").messages()).isEqualTo(7);
        assertThatThrownBy(() -> listener.counters("fills")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsOnceThatItIsIdleAndOnceThatItIsNot() {
        fake.register("risk", idleAfter(Duration.ofMillis(10)));
        registry.start();
        Await.until("it is idle", () -> count(BusListenerIdle.class) == 1);

        connection.last().handled = 1;
        Await.until("it is not any more", () -> count(BusListenerNoLongerIdle.class) == 1);
        Await.until("it is idle again", () -> count(BusListenerIdle.class) == 2);
        connection.last().aborted = 1;
        Await.until("it has a message that is aborted", () -> count(BusListenerNoLongerIdle.class) == 2);
        Await.until("it is idle once more", () -> count(BusListenerIdle.class) == 3);

        assertThat(count(BusListenerNoLongerIdle.class)).isEqualTo(2);
    }

    @Test
    void anIdleListenerThatIsPausedHasNoMessageForThat() {
        fake.register("risk", idleAfter(Duration.ofMillis(10)));
        registry.start();
        Await.until("it is idle", () -> count(BusListenerIdle.class) == 1);
        FakeAgent agent = connection.last();

        registry.listener("risk").pause();
        int looks = agent.looks.get();
        Await.until("it was looked at while paused", () -> agent.looks.get() >= looks + 3);
        assertThat(count(BusListenerNoLongerIdle.class)).isZero();

        registry.listener("risk").resume();
        agent.handled = 1;
        Await.until("it has a message", () -> count(BusListenerNoLongerIdle.class) == 1);
    }

    private static ListenerOptions idleAfter(Duration quiet) {
        ListenerOptions defaults = ListenerOptions.DEFAULT;
        return new ListenerOptions(
                true,
                defaults.ackMode(),
                32,
                defaults.idle(),
                OnError.RETRY,
                defaults.retry(),
                Duration.ZERO,
                quiet,
                1,
                null,
                Instrumentation.DEFAULT);
    }

    private long count(Class<? extends BusEvent> type) {
        return fake.published.stream().filter(type::isInstance).count();
    }

    @Test
    void startsAtOnceWhatIsRegisteredLater() {
        registry.start();

        assertThat(fake.register("late", ListenerOptions.DEFAULT).state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void leavesNoAgentsToAListenerWhoseIdIsTaken() {
        fake.register("risk", ListenerOptions.DEFAULT);

        assertThatThrownBy(() -> fake.register("risk", ListenerOptions.DEFAULT.withConcurrency(2)))
                .hasMessageContaining("two listeners have the id 'risk'");

        assertThat(fake.groups.idle()).containsOnlyKeys("bus-risk");
        assertThat(fake.register("risk-1", ListenerOptions.DEFAULT).agents()).containsExactly("bus-risk-1");
    }

    @Test
    void refusesAnIdTwiceAndAStreamThatIsNotConfigured() {
        fake.register("risk", ListenerOptions.DEFAULT);

        assertThatThrownBy(() -> fake.register("risk", ListenerOptions.DEFAULT))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("two listeners have the id 'risk'");
        assertThatThrownBy(
                        () -> registry.register(BusListenerEndpoint.of("x", "oders", (b, o, l, h) -> BusAction.BREAK)))
                .isInstanceOf(UnknownStreamException.class)
                .hasMessageContaining("did you mean 'orders'?");
        assertThatThrownBy(() -> registry.listener("rsk"))
                .isInstanceOf(UnknownListenerException.class)
                .hasMessageContaining("did you mean 'risk'?");
    }

    private static BusListenerEndpoint sharing(BusListenerEndpoint endpoint, String agent) {
        return new BusListenerEndpoint(
                endpoint.id(),
                endpoint.streams(),
                agent,
                endpoint.options(),
                endpoint.handlers(),
                null,
                null,
                endpoint.origin());
    }
}
