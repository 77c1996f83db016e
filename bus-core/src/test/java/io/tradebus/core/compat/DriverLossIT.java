package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.PublicationLoss;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our client goes on when its driver, ours or the stock one, is killed and comes again: each message has come or was told
 * to be lost, whoever was in the middle of what.
 */
@ParameterizedClass
@EnumSource(Maker.class)
class DriverLossIT {
    private static final int STREAM = 1001;
    private static final int PUBLISHER_COUNT = 2;
    private static final int ENOUGH = 2_000;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long DRIVER_TIMEOUT_MS = 15_000;
    private static final long SOON_MS = 1_000;
    private static final long OFFER_PAUSE_NS = 50_000;

    private static final Map<String, String> SETTINGS =
            Map.of("aeron.timer.interval", "100ms", "aeron.client.liveness.timeout", "10s");

    @Parameter
    Maker maker;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accountsForEveryMessageOnOneMachine(boolean isRestartedAtOnce) {
        DeliveryLedger ledger = new DeliveryLedger();
        AtomicBoolean isOver = new AtomicBoolean();
        try (RestartableDriver driver = new RestartableDriver(maker, SETTINGS);
                Client client = connect(driver.directory(), ledger);
                Threads threads = new Threads()) {
            Subscription subscription = client.addSubscription("aeron:ipc", STREAM);
            Publication shared = client.addPublication("aeron:ipc", STREAM);
            for (int i = 0; i < PUBLISHER_COUNT; i++) {
                threads.start("publisher-" + i, () -> publish(ledger, shared, isOver));
            }
            threads.start("subscriber", () -> poll(ledger, subscription, isOver));

            for (int life = 1; life <= 2; life++) {
                awaitReceived(ledger, ENOUGH);
                killAndStart(driver, ledger, isRestartedAtOnce, life);
            }
            awaitReceived(ledger, ENOUGH);
            stopPublishing(ledger, isOver);
        }
        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.losses()).hasSize(2).noneMatch(DriverLoss::isDriverAlive);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accountsForEveryMessageToAnotherMachine(boolean isRestartedAtOnce) {
        DeliveryLedger ledger = new DeliveryLedger();
        DeliveryLedger remote = new DeliveryLedger();
        AtomicBoolean isOver = new AtomicBoolean();
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (RestartableDriver receiving = new RestartableDriver(maker, SETTINGS);
                RestartableDriver sending = new RestartableDriver(maker, SETTINGS);
                Client receiver = connect(receiving.directory(), remote);
                Client sender = connect(sending.directory(), ledger);
                Threads threads = new Threads()) {
            Subscription subscription = receiver.addSubscription(channel, STREAM);
            Publication exclusive = sender.addExclusivePublication(channel, STREAM);
            threads.start("publisher", () -> publish(ledger, exclusive, isOver));
            threads.start("subscriber", () -> poll(ledger, subscription, isOver));

            awaitReceived(ledger, ENOUGH);
            killAndStart(sending, ledger, isRestartedAtOnce, 1);
            awaitReceived(ledger, ENOUGH);
            stopPublishing(ledger, isOver);
        }
        assertThat(ledger.problems()).isEmpty();
        assertThat(remote.problems()).isEmpty();
        assertThat(remote.losses()).isEmpty();
        // Until the loss was noticed, offers went on, and nobody sent what they took.
        assertThat(ledger.missingCount()).isPositive();
    }

    @Test
    void tellsToTheByteWhatASubscriberOnTheSameMachineHadNotRead() {
        DeliveryLedger ledger = new DeliveryLedger();
        try (RestartableDriver driver = new RestartableDriver(maker, SETTINGS);
                Client subscriber = connect(driver.directory(), new DeliveryLedger());
                Client publisher = connect(driver.directory(), ledger)) {
            Subscription subscription = subscriber.addSubscription("aeron:ipc", STREAM);
            Publication publication = publisher.addPublication("aeron:ipc", STREAM);
            Await.until("connected", () -> publication.isConnected() && subscription.imageCount() == 1);
            for (int i = 0; i < 10; i++) {
                // Connected comes first, room a moment later.
                Await.until(
                        "a message is taken", LIMIT, () -> ledger.offer(publication, new UnsafeBuffer(new byte[8]), 1));
            }
            int read = subscription.poll((buffer, offset, length, header) -> {}, 3);
            int sessionId = publication.sessionId();

            driver.kill();
            driver.age(DRIVER_TIMEOUT_MS - SOON_MS);
            Await.until("the loss was told", LIMIT, () -> !ledger.losses().isEmpty());

            assertThat(read).isEqualTo(3);
            assertThat(ledger.losses().get(0).publications())
                    .containsExactly(new PublicationLoss(publication, sessionId, 3 * 64, 3 * 64, 10 * 64));
        }
    }

    @Test
    void addsTheDestinationsOfAPublicationAgain() {
        DeliveryLedger ledger = new DeliveryLedger();
        AtomicBoolean isOver = new AtomicBoolean();
        String destination = UdpDrivers.unicast(UdpDrivers.freePort());
        try (RestartableDriver receiving = new RestartableDriver(maker, SETTINGS);
                RestartableDriver sending = new RestartableDriver(maker, SETTINGS);
                Client receiver = connect(receiving.directory(), new DeliveryLedger());
                Client sender = connect(sending.directory(), ledger);
                Threads threads = new Threads()) {
            Subscription subscription = receiver.addSubscription(destination, STREAM);
            Publication manual = sender.addPublication("aeron:udp?control-mode=manual", STREAM);
            long id = manual.addDestination(destination);
            threads.start("publisher", () -> publish(ledger, manual, isOver));
            threads.start("subscriber", () -> poll(ledger, subscription, isOver));

            awaitReceived(ledger, ENOUGH);
            killAndStart(sending, ledger, true, 1);
            awaitReceived(ledger, ENOUGH);
            stopPublishing(ledger, isOver);
            manual.removeDestination(id);
        }
        assertThat(ledger.problems()).isEmpty();
    }

    @Test
    void survivesAPauseThatIsLongerThanTheDriverWaits() throws IOException, InterruptedException {
        try (RestartableDriver driver = new RestartableDriver(
                        maker, Map.of("aeron.timer.interval", "100ms", "aeron.client.liveness.timeout", "5s"));
                ChildJvm client = ChildJvm.run(
                        PausedClientProgram.class, driver.directory().toString())) {
            client.awaitLine("RUNNING");
            signal("STOP", client.pid());
            Await.until(
                    "the driver has given the client up",
                    LIMIT,
                    () -> driver.current().counter(SystemCounter.CLIENT_TIMEOUTS) > 0);
            signal("CONT", client.pid());
            assertThat(client.awaitLine("LOST")).isEqualTo("alive=true");
            client.awaitLine("BACK");
            client.awaitLine("GOING ON");
            assertThat(client.end()).isZero();
            assertThat(client.output()).contains("PROBLEMS []");
        }
    }

    private static void killAndStart(
            RestartableDriver driver, DeliveryLedger ledger, boolean isRestartedAtOnce, int life) {
        driver.kill();
        if (!isRestartedAtOnce) {
            driver.age(DRIVER_TIMEOUT_MS - SOON_MS);
            Await.until("the loss was told", LIMIT, () -> ledger.losses().size() == life);
        }
        driver.startAgain();
        Await.until("everything is there again", LIMIT, () -> ledger.returnCount() == life);
    }

    static Client connect(Path directory, DeliveryLedger ledger) {
        return Client.connect(
                ClientConfig.defaults(directory)
                        .withTimeouts(ClientTimeouts.DEFAULT.withDriverTimeoutMs(DRIVER_TIMEOUT_MS)),
                ledger);
    }

    static void publish(DeliveryLedger ledger, Publication publication, AtomicBoolean isOver) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[40]);
        while (!isOver.get()) {
            ledger.offer(publication, message, 10);
            LockSupport.parkNanos(OFFER_PAUSE_NS);
        }
    }

    static void poll(DeliveryLedger ledger, Subscription subscription, AtomicBoolean isOver) {
        while (!isOver.get() || !ledger.isSettled()) {
            if (subscription.poll(ledger.handler(), 50) == 0) {
                LockSupport.parkNanos(OFFER_PAUSE_NS);
            }
        }
    }

    private static void awaitReceived(DeliveryLedger ledger, int more) {
        int before = ledger.receivedCount();
        Await.until("more has come", LIMIT, () -> ledger.receivedCount() >= before + more);
    }

    private static void stopPublishing(DeliveryLedger ledger, AtomicBoolean isOver) {
        isOver.set(true);
        Await.until("all has come that was not told to be lost", LIMIT, ledger::isSettled);
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(process.waitFor()).isZero();
    }
}
