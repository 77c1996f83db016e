package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.Await;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that lead nowhere any more, each of which takes long to be looked up, on another thread. */
class NameLookUpsTest {
    private static final int NAMES = 8;

    private final TestNetwork network = new TestNetwork();
    private final Semaphore mayGoOn = new Semaphore(0);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final DriverHarness driver = DriverHarness.start(
            config -> config.withThreading(config.threading().withMode(ThreadingMode.DEDICATED)), network::join);
    private final RawClient client = driver.newClient();
    private final StringBuilder events = new StringBuilder();

    @AfterEach
    void close() {
        mayGoOn.release(NAMES * 1_000);
        driver.close();
    }

    @Test
    void doNotKeepRequestsOfClientsWaitingForAllOfThem() {
        network.onLookUpAgain = host -> {
            lookUps.incrementAndGet();
            mayGoOn.acquireUninterruptibly();
        };
        long publication = client.addPublication("aeron:udp?control-mode=manual", 1001);
        long added = 0;
        for (int i = 0; i < NAMES; i++) {
            added = client.destination(
                    CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=dead" + i + ":20131");
        }
        String lastAdded = "ON_OPERATION_SUCCESS correlation=" + added;
        Await.until("there are destinations", () -> events().contains(lastAdded));
        Await.until("names are looked up again", () -> isLookingUpASecondLater());

        long asked = client.addPublication("aeron:udp?endpoint=localhost:20132", 1002);
        Await.until("the request is taken", () -> driver.ring().size() == 0);
        mayGoOn.release();

        Await.until("it is answered", () -> events().contains("ON_PUBLICATION_READY correlation=" + asked));
        assertThat(lookUps.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void doNotMatterAnyMoreWhenTheirDestinationWasRemovedMeanwhile() {
        network.onLookUpAgain = host -> {
            lookUps.incrementAndGet();
            mayGoOn.acquireUninterruptibly();
        };
        long publication = client.addPublication("aeron:udp?control-mode=manual", 1001);
        long added = client.destination(CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=dead:20131");
        Await.until("there is a destination", () -> events().contains("ON_OPERATION_SUCCESS correlation=" + added));
        Await.until("the name is looked up again", () -> isLookingUpASecondLater());

        network.hosts.put("dead", "10.0.0.1");
        long removed = client.removeDestinationById(publication, added);
        Await.until("it is removed", () -> events().contains("ON_OPERATION_SUCCESS correlation=" + removed));
        mayGoOn.release();
        // What is asked for next is looked up by the same thread.
        long asked = client.addPublication("aeron:udp?endpoint=localhost:20132", 1002);
        Await.until("the look-up is over", () -> events().contains("ON_PUBLICATION_READY correlation=" + asked));

        assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isZero();
    }

    private boolean isLookingUpASecondLater() {
        driver.epochClock.advance(1_000);
        driver.storeHeartbeat(client.id(), driver.epochClock.time());
        driver.nanoClock.advance(1_000_000_000L);
        return lookUps.get() > 0;
    }

    private String events() {
        return events.append(driver.events()).toString();
    }
}
