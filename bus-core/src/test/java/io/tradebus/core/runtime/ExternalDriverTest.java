package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.FILLS;
import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.client.Publication;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A runtime whose driver is not its own: here one in the same process that is closed and started again. */
class ExternalDriverTest {
    private final Path directory = InvokedBus.newDirectory();
    private final RecordingObserver observer = new RecordingObserver();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final AtomicLong last = new AtomicLong();

    @AfterEach
    void delete() {
        InvokedBus.deleteDirectory(directory);
    }

    @Test
    void publishersAndListenersGoOnWhenTheDriverIsBack() throws Exception {
        Driver first = Driver.start(InvokedBus.smallDriver(directory));
        try (BusRuntime runtime = BusRuntime.external(ClientConfig.defaults(directory), Await.GENEROUS, observer)) {
            BusPublisher orders = runtime.publisher(ORDERS);
            ListenerAgent agent = runtime.listener(
                    ListenerDefinition.of("risk", ORDERS),
                    (buffer, offset, length, header) -> {
                        last.set(buffer.getLong(offset));
                        return BusAction.CONTINUE;
                    },
                    (failure, received, attempt) -> FailureDecision.HALT);
            exchange(orders, agent, 1);

            first.close();
            Await.until("loss", () -> work(agent) && observer.hasBeginning("driver lost, recovering: "));
            Await.until(
                    "end of the session", () -> work(agent) && agent.sessions().isEmpty());
            Await.until("what was read is told", () -> observer.has("lost of orders: consumed 64, appended 64"));
            assertThat(orders.offer(message, 0, 8)).isEqualTo(OfferStatus.NOT_CONNECTED.code());
            assertThat(runtime.isDriverActive()).isFalse();
            assertThatThrownBy(() -> runtime.publisher(FILLS)).isInstanceOf(DriverUnavailableException.class);

            try (Driver second = Driver.start(InvokedBus.smallDriver(directory))) {
                Await.until("return", () -> observer.has("driver connected 1"));
                assertThat(second.isRunning()).isTrue();
                exchange(orders, agent, 2);
                assertThat(runtime.isDriverActive()).isTrue();
                assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
                Await.until("the opening was told", () -> openings().size() == 4);
            }
        }
        assertThat(openings())
                .containsExactly("driver connected 0", "opened orders", "driver connected 1", "opened orders");
    }

    @Test
    void whatALostDriverHasReceivedIsDrained() throws Exception {
        StreamDefinition stream =
                StreamDefinition.of("orders", "aeron:udp?term-length=64k|endpoint=localhost:" + FreePorts.next(), 7);
        Driver driver = Driver.start(InvokedBus.smallDriver(directory));
        try (BusRuntime runtime = BusRuntime.external(ClientConfig.defaults(directory), Await.GENEROUS, observer)) {
            BusPublisher orders = runtime.publisher(stream);
            List<Long> handled = new ArrayList<>();
            ListenerAgent agent = runtime.listener(
                    ListenerDefinition.of("risk", stream),
                    (buffer, offset, length, header) -> {
                        handled.add(buffer.getLong(offset));
                        return BusAction.CONTINUE;
                    },
                    (failure, received, attempt) -> FailureDecision.HALT);
            agent.pause();
            for (long value = 1; value <= 2; value++) {
                message.putLong(0, value);
                Await.until("accepted", () -> work(agent) && orders.offer(message, 0, 8) > 0);
            }
            Await.until("received", () -> work(agent) && agent.lag("orders") == 128);

            driver.close();
            Await.until("loss", () -> work(agent) && observer.hasBeginning("driver lost, recovering: "));
            assertThat(agent.lag("orders")).isEqualTo(128);
            assertThat(handled).isEmpty();
            agent.resume();
            agent.drain();
            Await.until("drained", () -> work(agent) && agent.isDrained());

            assertThat(handled).containsExactly(1L, 2L);
        }
    }

    @Test
    @SuppressWarnings("try") // The driver ends before the runtime.
    void tellsALossByTheNameOfTheStreamAlsoIfOthersAppendToItsLog() throws Exception {
        try (Driver driver = Driver.start(InvokedBus.smallDriver(directory));
                BusRuntime runtime = BusRuntime.external(ClientConfig.defaults(directory), Await.GENEROUS, observer)) {
            Publication other = runtime.client().addPublication(ORDERS.channel(), ORDERS.streamId());
            BusPublisher orders = runtime.publisher(ORDERS);

            driver.close();
            Await.until("loss", () -> observer.hasBeginning("driver lost, recovering: "));

            Await.until("told", () -> observer.hasBeginning("lost of "));
            assertThat(observer.lines()).contains("lost of orders: consumed 0, appended 0");
            assertThat(other.sessionId()).isEqualTo(((PublicationView) orders).sessionId());
        }
    }

    @Test
    void waitsForADriverThatComesLate() throws Exception {
        Driver[] driver = new Driver[1];
        Thread late = new Thread(() -> driver[0] = Driver.start(InvokedBus.smallDriver(directory)));
        late.start();

        try (BusRuntime runtime = BusRuntime.external(ClientConfig.defaults(directory), Await.GENEROUS, observer)) {
            assertThat(runtime.isDriverActive()).isTrue();
            assertThat(runtime.driver()).isNull();
            assertThat(runtime.driverStatus().embedded()).isFalse();
        }
        late.join();
        driver[0].close();
    }

    private List<String> openings() {
        return observer.lines().stream()
                .filter(line -> line.startsWith("driver connected") || line.startsWith("opened"))
                .toList();
    }

    private void exchange(BusPublisher orders, ListenerAgent agent, long value) {
        message.putLong(0, value);
        Await.until("accepted " + value, () -> work(agent) && orders.offer(message, 0, 8) > 0);
        Await.until("received " + value, () -> work(agent) && last.get() == value);
    }

    private static boolean work(ListenerAgent agent) {
        try {
            agent.doWork();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return true;
    }
}
