package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.event.BusEvent;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusListenerIdle;
import io.tradebus.spring.event.BusListenerNoLongerIdle;
import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ListenerContainerTest {
    private final FakeConnection connection = new FakeConnection();
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final BusEvents events = new BusEvents(published::add);
    private final AgentGroups groups = new AgentGroups(Map.of());
    private final DefaultBusListenerRegistry registry = new DefaultBusListenerRegistry(
            new ListenerEnvironment(
                    new BusStreams(List.of(
                            new BusStream(StreamDefinition.of("orders", "aeron:ipc", 1), Payload.AUTO),
                            new BusStream(StreamDefinition.of("fills", "aeron:ipc", 2), Payload.AUTO))),
                    () -> connection,
                    StubPublisher::new,
                    new BusConverters(List.of()),
                    new StubSettings(),
                    groups,
                    new ExclusiveWriters(),
                    List.of()),
            events,
            DefaultBusListenerRegistry.DEFAULT_PHASE);

    @AfterEach
    void stop() {
        registry.stop();
        events.destroy();
    }

    @Test
    void runsOnAThreadNamedAfterTheListenerOnceTheContextStarts() {
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
        assertThat(connection.agents).isEmpty();

        registry.start();

        assertThat(listener.state()).isEqualTo(ListenerState.RUNNING);
        Await.until("it cycles", () -> connection.last().cycleThread != null);
        assertThat(connection.last().cycleThread).isEqualTo("bus-risk").isEqualTo(listener.agent());
    }

    @Test
    void staysStoppedWhenItIsNotToStartWithTheContext() {
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT.withAutoStartup(false));

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
        BusListenerHandle stopped = register("stopped", ListenerOptions.DEFAULT);
        BusListenerHandle paused = register("paused", ListenerOptions.DEFAULT);
        BusListenerHandle detached = register("detached", ListenerOptions.DEFAULT);
        BusListenerHandle running = register("running", ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
        registry.start();
        listener.pause();

        registry.stop();
        registry.start();

        Await.until("its thread has it", () -> connection.last().calls.contains("onStart"));
        assertThat(connection.last().calls).containsExactly("pause", "onStart");
    }

    @Test
    void startsAgainAfterAFailureDetachedIt() {
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
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
            BusListenerHandle listener = register(name, ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
        registry.start();
        connection.last().isObeyingLate = true;
        listener.detach();

        assertThatThrownBy(listener::start)
                .hasMessage("listener 'risk' is being detached and cannot start until its handler has returned");

        assertThat(listener.desiredState()).isEqualTo(ListenerState.DETACHED);
    }

    @Test
    void resumesOnlyWhatWasPaused() {
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
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
    void drainsBeforeItClosesAndIsClosedByItsOwnThread() {
        register("risk", ListenerOptions.DEFAULT);
        registry.start();
        FakeAgent agent = connection.last();

        registry.stop();

        assertThat(agent.calls).containsSubsequence("drain", "close", "onClose");
        assertThat(agent.closeThread).isEqualTo("bus-risk");
    }

    @Test
    void doesNotWaitForWhatAHaltedListenerWillNotHandle() {
        register("risk", ListenerOptions.DEFAULT);
        registry.start();
        FakeAgent agent = connection.last();
        agent.state = io.tradebus.core.runtime.ListenerState.HALTED;
        agent.isDrained = false;

        registry.stop();

        assertThat(agent.calls).doesNotContain("drain").contains("close");
    }

    @Test
    @Timeout(30)
    void givesUpDrainingWhenAMessageHaltsIt() {
        BusListenerHandle listener = register("risk", drainingFor(Duration.ofHours(1)));
        registry.start();
        connection.last().isDrained = false;
        connection.last().haltsWhileDraining = true;

        listener.stop();

        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
    }

    private static ListenerOptions drainingFor(Duration timeout) {
        return ListenerOptions.DEFAULT.withDrainTimeout(timeout);
    }

    @Test
    void givesUpDrainingAfterItsTimeoutAndSaysWhatAllSessionsHaveLeft(CapturedOutput output) {
        BusListenerHandle listener = register("risk", drainingFor(Duration.ofMillis(20)));
        registry.start();
        connection.last().isDrained = false;
        connection.last().lags = List.of(1024L, 512L);

        listener.stop();

        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
        assertThat(connection.last().calls).contains("onClose");
        assertThat(output).contains(", 1536 bytes left");
    }

    @Test
    @Timeout(60)
    void isNotWaitedForByItsOwnHandlerThatStopsTheContext() {
        register("risk", drainingFor(Duration.ofHours(1)));
        registry.start();
        FakeAgent agent = connection.last();
        agent.isDrained = false;
        var stopped = new CountDownLatch(1);

        agent.inHandler = () -> {
            registry.stop();
            stopped.countDown();
        };
        Await.until("it is stopped", () -> stopped.getCount() == 0);
        Await.until("it is closed", () -> agent.calls.contains("onClose"));

        assertThat(agent.calls).doesNotContain("interrupted");
        assertThat(registry.listener("risk").state()).isEqualTo(ListenerState.STOPPED);
    }

    @Test
    void nothingRunsThatIsRegisteredWhileTheContextStops() throws Exception {
        for (int round = 0; round < 50; round++) {
            registry.start();
            String id = "late-" + round;
            Thread registering = new Thread(() -> register(id, ListenerOptions.DEFAULT));
            registering.start();
            registry.stop();
            registering.join();

            assertThat(registry.listener(id).state()).isEqualTo(ListenerState.STOPPED);
            registry.deregister(id);
        }
    }

    @Test
    void endsInBoundedTimeWhenAHandlerDoesNotReturn() {
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
        registry.start();
        FakeAgent stuck = connection.last();
        var release = new CountDownLatch(1);
        stuck.stuckUntil = release;
        Await.until("it is stuck", () -> stuck.isStuck);

        listener.stop();

        assertThat(listener.state()).isEqualTo(ListenerState.STOPPED);
        Await.until("it was interrupted", () -> stuck.calls.contains("interrupted"));
        assertThat(stuck.calls).doesNotContain("onClose");

        listener.start();
        FakeAgent next = connection.last();
        assertThat(next).isNotSameAs(stuck);
        assertThat(next.cycleThread).as("one thread at a time").isNull();
        release.countDown();
        Await.until("the next one runs", () -> next.cycleThread != null);
        assertThat(stuck.calls).contains("onClose");
        assertThat(listener.state()).isEqualTo(ListenerState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"pause, STOPPED", "detach, STOPPED"})
    @Timeout(60)
    void aHandlerThatPausesItsListenerWhileThatIsStoppedHoldsNobodyUp(String operation, ListenerState wanted)
            throws Exception {
        BusListenerHandle listener = register("risk", drainingFor(Duration.ofHours(1)));
        registry.start();
        FakeAgent agent = connection.last();
        agent.isDrained = false;
        Thread operator = new Thread(listener::stop);
        operator.start();
        Await.until("it is being stopped", () -> agent.calls.contains("drain"));

        agent.inHandler = operation.equals("pause") ? listener::pause : listener::detach;
        operator.join();

        assertThat(agent.calls).contains(operation);
        assertThat(listener.desiredState()).isEqualTo(wanted);
    }

    @Test
    void aHandlerMayPauseItsListenerWithTheVeryFirstMessage() {
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT.withAutoStartup(false));
        registry.start();
        connection.inFirstHandler = listener::pause;

        listener.start();

        Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
        Await.until("it is meant to be", () -> listener.desiredState() == ListenerState.PAUSED);
    }

    @Test
    void sharesAThreadWithListenersOfTheSameAgent() {
        BusListenerEndpoint one = endpoint("one", ListenerOptions.DEFAULT);
        BusListenerEndpoint two = endpoint("two", ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = register("risk", ListenerOptions.DEFAULT);
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
        register("risk", idleAfter(Duration.ofMillis(10)));
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
        register("risk", idleAfter(Duration.ofMillis(10)));
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
        return published.stream().filter(type::isInstance).count();
    }

    @Test
    void startsAtOnceWhatIsRegisteredLater() {
        registry.start();

        assertThat(register("late", ListenerOptions.DEFAULT).state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void leavesNoAgentsToAListenerWhoseIdIsTaken() {
        register("risk", ListenerOptions.DEFAULT);

        assertThatThrownBy(() -> register("risk", ListenerOptions.DEFAULT.withConcurrency(2)))
                .hasMessageContaining("two listeners have the id 'risk'");

        assertThat(groups.idle()).containsOnlyKeys("bus-risk");
        assertThat(register("risk-1", ListenerOptions.DEFAULT).agents()).containsExactly("bus-risk-1");
    }

    @Test
    void refusesAnIdTwiceAndAStreamThatIsNotConfigured() {
        register("risk", ListenerOptions.DEFAULT);

        assertThatThrownBy(() -> register("risk", ListenerOptions.DEFAULT))
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

    private BusListenerHandle register(String id, ListenerOptions options) {
        return registry.register(endpoint(id, options));
    }

    private static BusListenerEndpoint endpoint(String id, ListenerOptions options) {
        return BusListenerEndpoint.of(id, "orders", (buffer, offset, length, header) -> BusAction.CONTINUE)
                .withOptions(options);
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
