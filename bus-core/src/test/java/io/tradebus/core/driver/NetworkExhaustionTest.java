package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.frame.DatagramFault;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over the network when a driver has no counters left. */
class NetworkExhaustionTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";

    private final TestNetwork network = new TestNetwork();
    private final TestDatagrams sender = new TestDatagrams(7, 1001, 40);
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();
    private final Deque<Long> fillers = new ArrayDeque<>();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void anEndpointThatCannotHaveAllItsCountersHasNoneAndNoSocket() {
        fillUpBut(3);

        client.addSubscription(CHANNEL, 1001);
        client.addPublication(CHANNEL, 1001);
        driver.run();

        assertThat(driver.events().lines().filter(line -> line.contains("ON_ERROR")))
                .hasSize(2);
        assertThat(network.opened()).isEmpty();
        assertThat(driver.counterLabels()).noneMatch(label -> label.contains("channel") || label.contains("sockaddr"));
    }

    @Test
    void theCountersOfDroppedDatagramsAreCompleteWhenThereIsRoomAgain() {
        fillUpBut(3);
        client.addSubscription(CHANNEL, 1001);
        driver.run();
        free(40);
        driver.seconds(2, client);

        client.addSubscription(CHANNEL, 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY");
        for (DatagramFault fault : DatagramFault.values()) {
            assertThat(driver.counterLabels())
                    .filteredOn(label -> label.contains(fault.text()))
                    .hasSize(1);
        }
    }

    @Test
    void anImageThatCannotHaveItsCountersLeavesNoLog() {
        client.addSubscription(CHANNEL, 1001);
        driver.run();
        fillUpBut(2);

        arrivesSetup();

        assertThat(driver.events()).doesNotContain("ON_AVAILABLE_IMAGE");
        assertThat(driver.counterLabels())
                .noneMatch(label -> label.startsWith("rcv-hwm") || label.startsWith("rcv-pos"));
        long image = lastImageId();
        assertThat(driver.imageLogPath(image)).doesNotExist();

        free(2);
        client.removeSubscription(2);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
    }

    @Test
    void anImageThatOneOfItsReadersCannotReadIsThereForTheOthers() {
        client.addSubscription(CHANNEL, 1001);
        client.addSubscription(CHANNEL, 1001);
        driver.run();
        fillUpBut(4);

        arrivesSetup();

        long image = lastImageId();
        assertThat(driver.events().lines().filter(line -> line.startsWith("ON_AVAILABLE_IMAGE")))
                .hasSize(1);
        assertThat(driver.imageLogPath(image)).exists();
        network.port(PortRole.RECEIVER).arrives(sender.data(0, 1024));
        driver.run();
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, image)).isEqualTo(1024);
    }

    @Test
    void aSubscriptionThatCannotReadAPublicationIsAnsweredOnceAndReadsItOnceThereIsRoom() {
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        fillUpBut(0);

        long subscription = client.addSubscription("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.events()).isEqualTo("ON_SUBSCRIPTION_READY correlation=" + subscription + " status=-1\n");
        driver.seconds(3, client);
        assertThat(driver.events()).doesNotContain("ON_AVAILABLE_IMAGE");
        assertThat(driver.errorLog())
                .containsOnlyOnce("subscription " + subscription + " cannot read image 2 yet")
                .contains("aeron.counters.buffer.length");

        free(2);
        driver.seconds(2, client);

        assertThat(driver.events().lines().filter(line -> line.startsWith("ON_AVAILABLE_IMAGE")))
                .singleElement()
                .asString()
                .contains("correlation=2", "subscription=" + subscription);
    }

    private void arrivesSetup() {
        network.port(PortRole.RECEIVER).arrives(sender.setup(0));
        driver.run();
        driver.run();
    }

    /** The image took the id before the next one. */
    private long lastImageId() {
        return driver.ring().nextCorrelationId() - 1;
    }

    /** Takes all counters that are left but for some. */
    private void fillUpBut(int left) {
        while (!driver.events().contains("ON_ERROR")) {
            fillers.push(client.addCounter(1000, "filler"));
            driver.run();
        }
        fillers.pop();
        free(left);
        driver.seconds(2, client);
        driver.events();
    }

    private void free(int count) {
        for (int i = 0; i < count; i++) {
            client.removeCounter(fillers.pop());
        }
        driver.run();
    }
}
