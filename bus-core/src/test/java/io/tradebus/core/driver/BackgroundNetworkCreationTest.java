package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.support.Await;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log for the network that takes its time to be created, on another thread. */
class BackgroundNetworkCreationTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";

    private final TestNetwork network = new TestNetwork();
    private final CountDownLatch isCreating = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private volatile long usable = Long.MAX_VALUE;
    private final DriverHarness driver = DriverHarness.start(
            config -> config.withThreading(config.threading().withMode(ThreadingMode.DEDICATED)),
            assembly -> network.join(assembly).usableSpace(path -> {
                if (Thread.currentThread().getName().contains("executor")) {
                    isCreating.countDown();
                    awaitQuietly(mayGoOn);
                }
                return usable;
            }));
    private final RawClient client = driver.newClient();
    private final StringBuilder events = new StringBuilder();

    @AfterEach
    void close() {
        mayGoOn.countDown();
        driver.close();
    }

    @Test
    void keepsTheEndpointItWillNeedWhenTheLastPublicationOfItGoesMeanwhile() {
        client.addExclusivePublication(CHANNEL + "|linger=0", 1001);
        Await.until("the first is ready", () -> events().contains("ON_EXCLUSIVE_PUBLICATION_READY correlation=2"));
        client.removePublication(2);
        client.addExclusivePublication(CHANNEL + "|sparse=false", 1002);
        awaitQuietly(isCreating);

        Await.until("the first is gone", this::isFirstGoneASecondLater);
        mayGoOn.countDown();

        Await.until("the second is ready", () -> events().contains("ON_EXCLUSIVE_PUBLICATION_READY correlation=4"));
        assertThat(driver.counters().getCounterValue(driver.channelStatusId(2))).isEqualTo(ChannelStatus.ACTIVE);
    }

    @Test
    void countsNothingInCountersThatWentWithTheEndpointWhenItFails() {
        client.addSubscription(CHANNEL + "|sparse=false", 1001);
        Await.until("the subscription is ready", () -> events().contains("ON_SUBSCRIPTION_READY correlation=2"));
        int refusals = EvidenceCounter.SETUPS_REFUSED.find(driver.counters(), driver.channelStatusId(2));
        network.port(PortRole.RECEIVER).arrives(new TestDatagrams(7, 1001, 40).setup(0));
        awaitQuietly(isCreating);
        usable = 0;

        client.removeSubscription(2);
        Await.until("the endpoint is gone", () -> driver.channelStatusId(2) < 0);
        mayGoOn.countDown();

        Await.until("the failure is recorded", () -> driver.errorLog().contains("insufficient usable storage"));
        assertThat(driver.counters().getCounterValue(refusals)).isZero();
    }

    @Test
    void leavesNothingWhenThereIsNoRoomForAClientThatWasGivenUpMeanwhile() {
        RawClient survivor = driver.newClient();
        client.addSubscription("aeron:ipc", 1);
        survivor.addExclusivePublication(CHANNEL, 1001);
        Deque<Long> fillers = takeAllCounters(survivor);
        // The last publication needs one more, which is free when its client's heartbeat is.
        for (int i = 0; i < 5; i++) {
            survivor.removeCounter(fillers.pop());
        }
        pass(2, client, survivor);
        long added = client.addExclusivePublication(CHANNEL + "|sparse=false", 1002);
        awaitQuietly(isCreating);

        Await.until("the client is given up", () -> {
            pass(1, survivor);
            return events().contains("ON_CLIENT_TIMEOUT");
        });
        pass(2, survivor);
        mayGoOn.countDown();

        Await.until("it fails", () -> events().contains("ON_ERROR correlation=" + added));
        assertThat(driver.counterId(CounterType.SENDER_POSITION, added)).isNegative();
    }

    private Deque<Long> takeAllCounters(RawClient taker) {
        Deque<Long> taken = new ArrayDeque<>();
        while (!events().contains("ON_ERROR")) {
            long last = 0;
            for (int i = 0; i < 50; i++) {
                last = taker.addCounter(1000, "filler");
                taken.push(last);
            }
            String answered = "=" + last + " ";
            Await.until("counters are taken", () -> events().contains(answered));
        }
        long refused =
                events().lines().filter(line -> line.startsWith("ON_ERROR")).count();
        for (long i = 0; i < refused; i++) {
            taken.pop();
        }
        return taken;
    }

    /** Lets seconds pass one by one, each with a timer pass. */
    private void pass(int seconds, RawClient... alive) {
        for (int i = 0; i < seconds; i++) {
            long before = driver.ring().consumerHeartbeatTime();
            // The timer pass that the other clock makes due has to find this time.
            driver.epochClock.advance(1_000);
            driver.nanoClock.advance(1_000_000_000L);
            for (RawClient each : alive) {
                driver.storeHeartbeat(each.id(), driver.epochClock.time());
            }
            Await.until("the second is noticed", () -> driver.ring().consumerHeartbeatTime() > before);
        }
    }

    private boolean isFirstGoneASecondLater() {
        driver.nanoClock.advance(1_000_000_000L);
        driver.epochClock.advance(1_000);
        driver.storeHeartbeat(client.id(), driver.epochClock.time());
        return !Files.exists(driver.logPath(2));
    }

    private String events() {
        return events.append(driver.events()).toString();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(Await.GENEROUS.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
