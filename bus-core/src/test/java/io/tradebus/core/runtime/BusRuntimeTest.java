package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.FILLS;
import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.StorageException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.support.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusRuntimeTest {
    private static final FailureHandler HALT = (failure, message, attempt) -> FailureDecision.HALT;
    private static final MessageHandler TAKE = (buffer, offset, length, header) -> BusAction.CONTINUE;

    private final RecordingObserver observer = new RecordingObserver();
    private final InvokedBus bus =
            new InvokedBus(observer, RuntimeSettings.DEFAULT.withBackPressureEventAfter(Duration.ZERO));
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[1024]);

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void tellsWhatBecameOfOffers() {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        assertThat(orders.offer(message, 0, 8)).isEqualTo(OfferStatus.NOT_CONNECTED.code());
        assertThat(orders.subscriberCount()).isZero();
        ListenerAgent agent = bus.listener(ListenerDefinition.of("risk", ORDERS), TAKE, HALT);
        bus.runUntil("connected", orders::isConnected);
        long start = orders.position();

        long one = orders.offer(message, 0, 8);
        long two = orders.offer(message, 0, 8, message, 100, 8);

        assertThat(one).isEqualTo(start + 64);
        assertThat(two).isEqualTo(one + 64).isEqualTo(orders.position());
        assertThat(orders.subscriberCount()).isEqualTo(1);
        assertThat(orders.availableWindow()).isPositive();
        assertThat(orders.maxPayloadLength()).isEqualTo(1408 - 32);
        assertThat(orders.maxMessageLength()).isEqualTo(8192);
        MessageBatch batch = orders.newBatch(1024);
        batch.add(message, 0, 8);
        batch.add(message, 8, 8);
        assertThat(orders.maxBatchLength()).isGreaterThan(orders.maxMessageLength());
        assertThat(orders.offer(batch)).isEqualTo(two + 128);
        PublicationView view = bus.runtime().publications().get(0);
        assertThat(view.offers()).isEqualTo(new PublicationView.OfferCounts(4, 0, 1, 0, 0, 0));
        assertThat(view.limitedBy()).isEqualTo("risk");
        assertThat(view.windowUsed()).isEqualTo(256);
        assertThat(view.windowLength()).isEqualTo(32 << 10);
        assertThat(agent.lag("orders")).isEqualTo(256);
        bus.runUntil("consumed", () -> agent.lag("orders") == 0);
        assertThat(view.limitedBy()).isNull();
        assertThat(orders.awaitConsumed(two, Duration.ofSeconds(5))).isTrue();
        assertThat(observer.lines()).containsSubsequence("driver connected 0", "opened orders", "connected orders");
    }

    @Test
    void asksAgainForAChannelThatIsBeingClosed() {
        StreamDefinition prices =
                StreamDefinition.of("prices", "aeron:udp?term-length=64k|endpoint=localhost:" + FreePorts.next(), 7);
        Client client = bus.runtime().client();
        long request = client.asyncAddSubscription(prices.channel(), prices.streamId());
        Subscription[] left = new Subscription[1];
        bus.runUntil("subscribed", () -> {
            left[0] = client.findSubscription(request);
            return left[0] != null;
        });

        // Nobody runs the driver in between, so that it finds both requests at once.
        Objects.requireNonNull(left[0]).close();
        ListenerAgent agent = bus.listener(ListenerDefinition.of("risk", prices), TAKE, HALT);

        assertThat(agent.state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void awaitsConsumptionNoLongerThanAsked() {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        assertThat(orders.awaitConsumed(64, Duration.ofSeconds(5)))
                .as("nobody subscribes")
                .isFalse();
        bus.listener(ListenerDefinition.of("risk", ORDERS), TAKE, HALT);
        bus.runUntil("connected", orders::isConnected);

        long position = orders.offer(message, 0, 8);

        assertThat(orders.awaitConsumed(position, Duration.ofMillis(20))).isFalse();
    }

    @Test
    void doesNotAwaitConsumptionThatNobodyTellsOf() {
        StreamDefinition stream =
                StreamDefinition.of("prices", "aeron:udp?term-length=64k|endpoint=localhost:" + FreePorts.next(), 7);
        BusPublisher prices = bus.runtime().publisher(stream);
        assertThat(prices.awaitConsumed(64, Duration.ofSeconds(5)))
                .as("nobody subscribes")
                .isFalse();

        try (InvokedBus other = new InvokedBus(RuntimeObserver.NONE)) {
            other.listener(ListenerDefinition.of("elsewhere", stream), TAKE, HALT);
            bus.runUntil("connected", () -> {
                other.cycle();
                return prices.isConnected();
            });
            assertThat(prices.subscriberCount()).isZero();
            assertThatThrownBy(() -> prices.awaitConsumed(64, Duration.ofDays(1)))
                    .isInstanceOf(BusException.class)
                    .hasMessageContaining("no subscriber of stream 'prices' is on this host")
                    .hasMessageContaining("bus.streams.prices.request");
        }
    }

    @Test
    void aClaimIsFilledInPlaceAndAbortedUnlessItIsCommitted() {
        UnsafeBuffer received = new UnsafeBuffer(new byte[16]);
        int[] count = new int[1];
        bus.listener(
                ListenerDefinition.of("risk", ORDERS),
                (buffer, offset, length, header) -> {
                    buffer.getBytes(offset, received, 0, length);
                    count[0]++;
                    return BusAction.CONTINUE;
                },
                HALT);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", orders::isConnected);
        BusClaim claim = new BusClaim();

        assertThat(orders.tryClaim(8, claim)).isPositive();
        claim.close();
        assertThat(claim.isOpen()).isFalse();
        assertThat(orders.tryClaim(16, claim)).isPositive();
        try (claim) {
            assertThat(claim.length()).isEqualTo(16);
            claim.buffer().putLong(claim.offset(), 42);
            claim.reservedValue(7);
            claim.commit();
        }

        bus.runUntil("received", () -> count[0] == 1);
        bus.cycles(10);
        assertThat(count[0]).isEqualTo(1);
        assertThat(received.getLong(0)).isEqualTo(42);
        assertThatThrownBy(claim::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesTheListenerThatHoldsAPublisherBack() {
        ListenerAgent agent = bus.listener(ListenerDefinition.of("risk", ORDERS), TAKE, HALT);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.runUntil("connected", orders::isConnected);
        agent.pause();

        bus.runUntil("refused", () -> orders.offer(message, 0, 1024) == OfferStatus.BACK_PRESSURED.code());
        bus.runUntil("event", () -> observer.hasBeginning("back pressure on orders by risk lag "));
        PublicationView view = bus.runtime().publications().get(0);
        assertThat(view.isBackPressured()).isTrue();
        assertThat(view.lastBackPressureMs()).isPositive();

        agent.resume();
        bus.runUntil("left", () -> observer.has("back pressure left orders"));
        assertThat(view.isBackPressured()).isFalse();
    }

    @Test
    void aStreamHasOnePublisherAndOneDefinition() {
        BusPublisher orders = bus.runtime().publisher(ORDERS);

        assertThat(bus.runtime().publisher(ORDERS)).isSameAs(orders);
        assertThatThrownBy(() -> bus.runtime().publisher(ORDERS.withExclusive(true)))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("stream 'orders' is open as [aeron:ipc?term-length=64k, 1001]");
        assertThat(bus.runtime().publisher(FILLS.withExclusive(true)).stream()).isEqualTo("fills");
    }

    @Test
    void whatAnotherThreadOpensTakesTurnsWithTheThreadThatRunsTheDriver() {
        List<BusPublisher> publishers = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                StreamDefinition stream = StreamDefinition.of("stream-" + i, ORDERS.channel(), 5000 + i);
                publishers.add(bus.runtime().publisher(stream));
                bus.runtime().listener(ListenerDefinition.of("listener-" + i, stream), TAKE, HALT);
            }
        });

        bus.runUntil("opened", opening::isDone);
        opening.join();
        bus.runUntil("connected", () -> publishers.stream().allMatch(BusPublisher::isConnected));

        assertThat(publishers).hasSize(300);
        assertThat(bus.runtime().driverStatus().errors()).isZero();
    }

    @Test
    void tellsHowTheDriverIsDoing() {
        bus.cycles(5);

        DriverStatus status = bus.runtime().driverStatus();

        assertThat(status.embedded()).isTrue();
        assertThat(status.active()).isTrue();
        assertThat(status.directory()).isEqualTo(bus.runtime().directory());
        assertThat(status.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(status.heartbeatAgeMs()).isBetween(0L, 10_000L);
        assertThat(status.mappedBytes()).isPositive();
        assertThat(status.usableBytes()).isPositive();
        assertThat(bus.runtime().isDriverActive()).isTrue();
        assertThat(bus.runtime().isInvoked()).isTrue();
    }

    @Test
    void afterClosingOffersSaySoAndTheDirectoryIsGone() {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        ListenerAgent agent = bus.listener(ListenerDefinition.of("risk", ORDERS), TAKE, HALT);
        bus.runUntil("connected", orders::isConnected);

        bus.runtime().close();
        bus.runtime().close();

        assertThat(orders.offer(message, 0, 8)).isEqualTo(OfferStatus.CLOSED.code());
        assertThat(orders.position()).isEqualTo(OfferStatus.CLOSED.code());
        assertThat(bus.runtime().directory()).doesNotExist();
        assertThat(bus.runtime().isDriverActive()).isFalse();
        assertThat(agent.sessions()).hasSize(1);
        assertThatThrownBy(() -> bus.runtime().publisher(FILLS)).hasMessage("the runtime is closed");
        assertThat(observer.lines()).endsWith("driver released");
    }

    @Test
    void reportsTheEndOfTheEmbeddedDriverAndDoesNotPretendToRecover() {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        Driver driver = bus.runtime().driver();
        assertThat(driver).isNotNull();

        driver.close();
        bus.runUntil("loss", () -> observer.hasBeginning("driver lost: the driver in this process has ended"));

        assertThat(orders.offer(message, 0, 8)).isEqualTo(OfferStatus.NOT_CONNECTED.code());
        assertThat(bus.runtime().isDriverActive()).isFalse();
    }

    @Test
    void doesNotStartWhenThereIsNoRoomForTheDeclaredStreams() {
        Path directory = InvokedBus.newDirectory();
        List<StreamDefinition> tooMany = IntStream.range(0, 10_000)
                .mapToObj(i -> StreamDefinition.of("s" + i, "aeron:ipc?term-length=1g", i))
                .toList();

        assertThatThrownBy(() -> BusRuntime.embedded(
                        InvokedBus.smallDriver(directory),
                        ClientConfig.defaults(),
                        tooMany,
                        RuntimeSettings.DEFAULT,
                        observer))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("logs of 10000 streams")
                .hasMessageContaining("Do one of: ");
        assertThat(directory).doesNotExist();
        InvokedBus.deleteDirectory(directory);
    }

    @Test
    void passesOnWhatItsOwnDriverWarnsOf() {
        Path directory = InvokedBus.newDirectory();
        DriverConfig config =
                DriverOptions.apply(InvokedBus.smallDriver(directory), Map.of("aeron.event.log", "NO_SUCH_EVENT"));

        try (BusRuntime runtime =
                BusRuntime.embedded(config, ClientConfig.defaults(), List.of(), RuntimeSettings.DEFAULT, observer)) {
            assertThat(runtime.isDriverActive()).isTrue();
        }

        assertThat(observer.lines()).anyMatch(line -> line.startsWith("warning unknown event 'NO_SUCH_EVENT'"));
        InvokedBus.deleteDirectory(directory);
    }

    @Test
    void saysThatThereIsNoExternalDriver() {
        Path directory = InvokedBus.newDirectory();

        assertThatThrownBy(() -> BusRuntime.external(ClientConfig.defaults(directory), Duration.ofMillis(50), observer))
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageStartingWith("no driver is running; waited 50 ms (driver directory " + directory)
                .hasMessageContaining("AERON_DIR");
        InvokedBus.deleteDirectory(directory);
    }
}
