package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How a listener ends, whatever its handler does meanwhile, and that the next one is never beside it. */
@ExtendWith(OutputCaptureExtension.class)
class ListenerStopTest {
    private final FakeRegistry fake = new FakeRegistry();
    private final FakeConnection connection = fake.connection;
    private final DefaultBusListenerRegistry registry = fake.registry;

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void drainsBeforeItClosesAndIsClosedByItsOwnThread() {
        fake.register("risk", ListenerOptions.DEFAULT);
        registry.start();
        FakeAgent agent = connection.last();

        registry.stop();

        assertThat(agent.calls).containsSubsequence("drain", "close", "onClose");
        assertThat(agent.closeThread).isEqualTo("bus-risk");
    }

    @Test
    void doesNotWaitForWhatAHaltedListenerWillNotHandle() {
        fake.register("risk", ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = fake.register("risk", drainingFor(Duration.ofHours(1)));
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
        BusListenerHandle listener = fake.register("risk", drainingFor(Duration.ofMillis(20)));
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
        fake.register("risk", drainingFor(Duration.ofHours(1)));
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
            Thread registering = new Thread(() -> fake.register(id, ListenerOptions.DEFAULT));
            registering.start();
            registry.stop();
            registering.join();

            assertThat(registry.listener(id).state()).isEqualTo(ListenerState.STOPPED);
            registry.deregister(id);
        }
    }

    @Test
    void endsInBoundedTimeWhenAHandlerDoesNotReturn() {
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT);
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
        BusListenerHandle listener = fake.register("risk", drainingFor(Duration.ofHours(1)));
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
        BusListenerHandle listener = fake.register("risk", ListenerOptions.DEFAULT.withAutoStartup(false));
        registry.start();
        connection.inFirstHandler = listener::pause;

        listener.start();

        Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
        Await.until("it is meant to be", () -> listener.desiredState() == ListenerState.PAUSED);
    }
}
