package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that takes long to create, with the real threads of a driver. */
class BackgroundCreationTest {
    private static final String SLOW_CHANNEL = "aeron:ipc?sparse=false";

    private final CountDownLatch isCreating = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private volatile long usableBytes = Long.MAX_VALUE;
    private final DriverHarness driver = DriverHarness.start(
            config -> config.withThreading(config.threading().withMode(ThreadingMode.DEDICATED)),
            assembly -> assembly.usableSpace(path -> {
                if (Thread.currentThread().getName().contains("executor")) {
                    isCreating.countDown();
                    awaitQuietly(mayGoOn);
                }
                return usableBytes;
            }));
    private final RawClient client = driver.newClient();
    private final StringBuilder events = new StringBuilder();

    @AfterEach
    void close() {
        mayGoOn.countDown();
        driver.close();
    }

    @Test
    @Conformance({"DB-10", "SM-19"})
    void holdsUpTheCommandsBehindItAndNothingElse() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        client.addPublication(SLOW_CHANNEL, 1002);
        client.nextSessionId(1003);
        awaitQuietly(isCreating);

        RawLog log = driver.log(2);
        driver.consume(3, log.append(16 << 10));
        Await.until(
                "the limit of another stream moves", () -> driver.counter(CounterType.PUBLISHER_LIMIT, 2) == 48 << 10);
        assertThat(events()).contains("ON_SUBSCRIPTION_READY correlation=3").doesNotContain("correlation=5");

        mayGoOn.countDown();
        Await.until("the command behind is answered", () -> events().contains("correlation=5"));
        assertThat(events().indexOf("ON_PUBLICATION_READY correlation=4"))
                .isPositive()
                .isLessThan(events().indexOf("ON_NEXT_AVAILABLE_SESSION_ID correlation=5"));
    }

    @Test
    void answersAFailureAsIfItHadHappenedAtOnce() {
        client.addPublication(SLOW_CHANNEL, 1002);
        client.nextSessionId(1003);
        usableBytes = 4096;
        mayGoOn.countDown();

        Await.until("the command behind is answered", () -> events().contains("correlation=3"));
        assertThat(events()).contains("ON_ERROR correlation=2 code=12 message=insufficient usable storage");
    }

    @Test
    void leavesNoFileWhenTheDriverClosesMeanwhile() {
        client.addPublication(SLOW_CHANNEL, 1002);
        awaitQuietly(isCreating);
        mayGoOn.countDown();

        driver.close();

        assertThat(driver.logPath(2)).doesNotExist();
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
