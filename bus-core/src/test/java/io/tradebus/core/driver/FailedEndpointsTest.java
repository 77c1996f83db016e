package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Endpoints whose sockets the conductor could open, while sender or receiver cannot use them. What was asked for is 2, and
 * was answered before that is known.
 */
class FailedEndpointsTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String CAUSE = "out of file descriptors";
    private static final int STREAM_ID = 1001;

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aReceivingEndpointShowsThatItFailedUntilItIsClosed() {
        network.brokenPorts.add(20121);

        client.addSubscription(CHANNEL, STREAM_ID);
        run();

        int status = driver.channelStatusId(2);
        assertThat(driver.counters().getCounterValue(status)).isEqualTo(ChannelStatus.ERRORED);
        assertThat(localAddressStatus(status)).isEqualTo(ChannelStatus.ERRORED);
        assertThat(driver.events())
                .contains("ON_SUBSCRIPTION_READY correlation=2 status=" + status)
                .contains("ON_ERROR correlation=" + status + " code=4")
                .contains("channel error - " + CAUSE + ": " + CHANNEL);
        assertThat(driver.counter(SystemCounter.ERRORS)).isEqualTo(1);
        assertThat(driver.errorLog()).contains(CAUSE);

        network.brokenPorts.clear();
        client.addSubscription(CHANNEL, STREAM_ID + 1);
        run();
        assertThat(driver.events()).contains("ON_ERROR correlation=3 code=11").contains("channel error - could not be");

        client.removeSubscription(2);
        run();
        assertThat(driver.channelStatusId(2)).isEqualTo(CountersReader.NULL_COUNTER_ID);
        client.addSubscription(CHANNEL, STREAM_ID);
        run();
        assertThat(driver.counters().getCounterValue(driver.channelStatusId(5))).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(network.opened()).extracting(port -> port.isClosed).containsExactly(true, false);
    }

    @Test
    void aSendingEndpointShowsThatItFailedUntilItIsClosed() {
        network.brokenPorts.add(50_001);

        client.addPublication(CHANNEL, STREAM_ID);
        run();

        int status = driver.channelStatusId(2);
        assertThat(driver.counters().getCounterValue(status)).isEqualTo(ChannelStatus.ERRORED);
        assertThat(driver.events())
                .contains("ON_PUBLICATION_READY correlation=2")
                .contains("ON_ERROR correlation=" + status + " code=4")
                .contains("channel error - " + CAUSE + ": " + CHANNEL);
        assertThat(driver.errorLog()).contains(CAUSE);

        client.removePublication(2);
        driver.seconds(20, client);
        assertThat(driver.channelStatusId(2)).isEqualTo(CountersReader.NULL_COUNTER_ID);
        client.addPublication(CHANNEL, STREAM_ID);
        run();
        assertThat(driver.counters().getCounterValue(driver.channelStatusId(4))).isEqualTo(ChannelStatus.ACTIVE);
    }

    @Test
    void aDestinationShowsThatItFailedWhileItsSubscriptionGoesOn() {
        network.brokenPorts.add(20121);
        client.addSubscription(MANUAL, STREAM_ID);

        client.destination(CommandType.ADD_RCV_DESTINATION, 2, CHANNEL);
        run();

        int status = driver.channelStatusId(2);
        assertThat(driver.counters().getCounterValue(status)).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(localAddressStatus(status)).isEqualTo(ChannelStatus.ERRORED);
        assertThat(driver.events())
                .contains("ON_OPERATION_SUCCESS correlation=3")
                .contains("ON_ERROR correlation=" + status + " code=4")
                .contains("channel error - " + CAUSE + ": " + CHANNEL);

        network.brokenPorts.clear();
        client.destination(CommandType.REMOVE_RCV_DESTINATION, 2, CHANNEL);
        client.destination(CommandType.ADD_RCV_DESTINATION, 2, CHANNEL);
        run();
        assertThat(driver.events())
                .isEqualTo("ON_OPERATION_SUCCESS correlation=4\nON_OPERATION_SUCCESS correlation=5\n");
        assertThat(localAddressStatus(status)).isEqualTo(ChannelStatus.ACTIVE);
    }

    /** An agent that throws has done nothing more in that cycle. */
    private void run() {
        for (int i = 0; i < 5; i++) {
            driver.run();
        }
    }

    private long localAddressStatus(int status) {
        long[] found = {Long.MIN_VALUE};
        driver.counters().forEach((id, typeId, key, label) -> {
            if (typeId == CounterType.LOCAL_ADDRESS.id() && label.contains(": " + status + " ")) {
                found[0] = driver.counters().getCounterValue(id);
            }
        });
        return found[0];
    }
}
