package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.PortRange;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscriptions to several destinations. The subscription is 2. */
class ReceiveDestinationsTest {
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String FIRST = "aeron:udp?endpoint=localhost:20121";
    private static final String SECOND = "aeron:udp?endpoint=localhost:20122";
    private static final String IPC = "aeron:ipc";
    private static final int STREAM_ID = 1001;

    private final TestNetwork network = new TestNetwork();
    private final TestDatagrams sender = new TestDatagrams(7, STREAM_ID, 40);
    private final DriverHarness driver = DriverHarness.start(
            config -> config.withNetwork(config.network()
                    .withSocket(config.network().socket().withReceiverPorts(new PortRange(30_001, 30_002)))),
            network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance("DB-72")
    void aSubscriptionWithManualControlHasNoSocketAndIsReady() {
        subscribe(MANUAL);

        int status = driver.channelStatusId(2);
        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY correlation=2 status=" + status);
        assertThat(driver.counters().getCounterValue(status)).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(driver.counterLabels())
                .contains("rcv-channel: " + MANUAL + " ")
                .noneMatch(label -> label.startsWith("rcv-local-sockaddr"));
        assertThat(network.opened()).isEmpty();
    }

    @Test
    @Conformance({"DB-72", "DB-50"})
    void eachDestinationHasASocketWithTheBuffersOfItsSubscriptionAndACounter() {
        subscribe(MANUAL + "|so-rcvbuf=96k|so-sndbuf=32k|rcv-wnd=64k");

        add(FIRST);
        add("aeron:udp?endpoint=localhost:0");

        int status = driver.channelStatusId(2);
        assertThat(driver.events()).contains("ON_OPERATION_SUCCESS correlation=3\nON_OPERATION_SUCCESS correlation=4");
        assertThat(driver.counterLabels())
                .contains("rcv-local-sockaddr: " + status + " 127.0.0.1:20121")
                .contains("rcv-local-sockaddr: " + status + " 127.0.0.1:30001");
        assertThat(network.opened()).hasSize(2).allSatisfy(port -> {
            assertThat(port.settings.receiveBufferLength()).isEqualTo(96 << 10);
            assertThat(port.settings.sendBufferLength()).isEqualTo(32 << 10);
        });
    }

    @Test
    @Conformance({"DB-72", "DB-82"})
    void aDestinationThatIsRemovedIsClosedBeforeThatIsAnswered() {
        subscribe(MANUAL);
        add("aeron:udp?endpoint=localhost:0");
        add("aeron:udp?endpoint=localhost:0");
        driver.events();

        remove("aeron:udp?endpoint=localhost:0");
        add("aeron:udp?endpoint=localhost:0");

        assertThat(driver.events())
                .isEqualTo("ON_OPERATION_SUCCESS correlation=5\nON_OPERATION_SUCCESS correlation=6\n");
        assertThat(network.opened()).extracting(port -> port.isClosed).containsExactly(true, false, false);
        assertThat(driver.counterLabels())
                .filteredOn(label -> label.startsWith("rcv-local-sockaddr"))
                .hasSize(2);
    }

    @Test
    void whatIsNoDestinationCanBeRemoved() {
        subscribe(MANUAL);
        add(FIRST);
        driver.events();

        remove(SECOND);
        remove("aeron:udp?endpoint=127.0.0.1:20121");

        assertThat(driver.events())
                .isEqualTo("ON_OPERATION_SUCCESS correlation=4\nON_OPERATION_SUCCESS correlation=5\n");
        assertThat(network.port(PortRole.RECEIVER).isClosed).isFalse();
    }

    @Test
    void aPortThatIsTakenRefusesTheDestinationAndNothingElse() {
        network.takenPorts.add(20121);
        subscribe(MANUAL);

        add(FIRST);

        assertThat(driver.events()).contains("ON_ERROR correlation=3 code=11").contains("Address already in use");
        assertThat(driver.counters().getCounterValue(driver.channelStatusId(2))).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("rcv-local-sockaddr"));
        network.takenPorts.clear();
        add(FIRST);
        assertThat(driver.events()).contains("ON_OPERATION_SUCCESS correlation=4");
    }

    @Test
    void aDestinationOfAnUnknownHostIsRefused() {
        subscribe(MANUAL);
        driver.events();

        add("aeron:udp?endpoint=nowhere:20121");

        assertThat(driver.events()).contains("ON_ERROR correlation=3 code=1").contains("endpoint=nowhere:20121");
        assertThat(network.opened()).isEmpty();
    }

    @Test
    @Conformance({"WP-109", "DB-75"})
    void destinationsAreForSubscriptionsWithManualControlAndSayOnlyWhereTheyAre() {
        subscribe(MANUAL);
        client.addSubscription(FIRST, STREAM_ID);
        driver.run();
        driver.events();

        client.destination(CommandType.ADD_RCV_DESTINATION, 3, SECOND);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, 3, SECOND);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, 99, SECOND);
        client.destination(CommandType.ADD_RCV_DESTINATION, 2, SECOND + "|rcv-wnd=64k");
        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=4 code=2 message=unknown MDS subscription: 3")
                .contains("ON_ERROR correlation=5 code=1 message=channel does not allow manual control")
                .contains("ON_ERROR correlation=6 code=2 message=unknown subscription: 99")
                .contains("ON_ERROR correlation=7 code=1 message=destinations must not contain the key: rcv-wnd");
    }

    @Test
    @Conformance({"WP-85", "DB-66", "DB-76", "DB-78"})
    void aSessionThatComesByTwoDestinationsIsOneImageThatEndsWhenBothSaySo() {
        subscribe(MANUAL);
        add(FIRST);
        add(SECOND);
        TestPort first = network.opened().get(0);
        TestPort second = network.opened().get(1);
        arrives(first, sender.setup(0));
        arrives(second, sender.setup(0));
        assertThat(driver.events()).containsOnlyOnce("ON_AVAILABLE_IMAGE correlation=5 session=7");

        arrives(first, sender.data(0, 1024));
        arrives(second, sender.data(0, 1024));
        arrives(second, sender.data(1024, 1024));
        driver.milliseconds(200);
        UnsafeBuffer metadata = driver.imageLog(5).metadata();
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 5)).isEqualTo(2048);
        assertThat(LogMetadata.activeTransportCount(metadata)).isEqualTo(2);

        driver.consume(2, 2048);
        arrives(first, sender.endOfStream(1024));
        driver.seconds(3, client);
        assertThat(driver.events()).doesNotContain("ON_UNAVAILABLE_IMAGE");
        arrives(second, sender.endOfStream(2048));
        driver.seconds(3, client);
        assertThat(driver.events()).contains("ON_UNAVAILABLE_IMAGE correlation=5 subscription=2");
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(2048);
    }

    @Test
    @Conformance("DB-105")
    void aReplayIsFollowedByWhatIsLiveWithoutAGap() {
        subscribe(MANUAL + "|session-id=7");
        add("aeron:udp?endpoint=localhost:0");
        TestPort replay = network.port(PortRole.RECEIVER);
        arrives(replay, sender.setup(0));
        arrives(replay, sender.data(0, 1024));
        UnsafeBuffer metadata = driver.imageLog(4).metadata();
        driver.consume(2, 1024);

        add(SECOND);
        TestPort live = network.port(PortRole.RECEIVER);
        arrives(live, sender.setup(2048));
        arrives(live, sender.data(2048, 1024));
        driver.milliseconds(200);
        assertThat(live.takeSent()).anyMatch(line -> line.startsWith("SM session=7"));
        assertThat(LogMetadata.activeTransportCount(metadata)).isEqualTo(2);
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 4)).isEqualTo(1024);

        arrives(replay, sender.data(1024, 1024));
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 4)).isEqualTo(3072);

        driver.events();
        remove("aeron:udp?endpoint=localhost:0");
        arrives(live, sender.data(3072, 1024));
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=6\n");
        assertThat(replay.isClosed).isTrue();
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 4)).isEqualTo(4096);
        assertThat(LogMetadata.activeTransportCount(metadata)).isEqualTo(1);
    }

    @Test
    void theDestinationsGoWithTheLastSubscription() {
        subscribe(MANUAL + "|tags=1");
        client.addSubscription("aeron:udp?tags=1", STREAM_ID + 1);
        add(FIRST);

        client.removeSubscription(2);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isFalse();

        client.removeSubscription(3);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("rcv-"));
    }

    @Test
    void aDestinationTakesThePortOfOneThatOnlyTellsSendersOfTheEnd() {
        subscribe(MANUAL);
        add(FIRST);
        TestPort left = network.port(PortRole.RECEIVER);
        arrives(left, sender.setup(0));
        arrives(left, sender.data(0, 40));
        left.takeSent();

        client.removeSubscription(2);
        long next = client.addSubscription(MANUAL, STREAM_ID);
        long added = client.destination(CommandType.ADD_RCV_DESTINATION, next, FIRST);
        driver.run();

        assertThat(driver.events())
                .doesNotContain("ON_ERROR")
                .endsWith("ON_OPERATION_SUCCESS correlation=" + added + "\n");
        assertThat(left.isClosed).isTrue();
        assertThat(left.takeSent())
                .as("the last that is said")
                .last()
                .asString()
                .contains("flags=");
        TestPort opened = network.port(PortRole.RECEIVER);
        arrives(opened, sender.setup(0));
        arrives(opened, sender.data(0, 40));
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE");
        driver.seconds(30, client);
        assertThat(opened.isClosed).isFalse();
        assertThat(driver.errorLog()).isEmpty();
    }

    @Test
    void theDestinationsGoWithTheirClient() {
        subscribe(MANUAL);
        add(FIRST);
        add(IPC);

        client.close();
        driver.seconds(2);

        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("rcv-") || label.startsWith("sub-"));
    }

    @Test
    @Conformance("WP-110")
    void theControlAddressOfADestinationIsLookedUpAgainWhenNothingComesFromThere() {
        network.hosts.put("control", "127.0.0.1");
        subscribe(MANUAL);
        add("aeron:udp?endpoint=localhost:0|control=control:20999|control-mode=dynamic");
        TestPort port = network.port(PortRole.RECEIVER);
        assertThat(port.takeSent()).hasSize(1).allMatch(line -> line.startsWith("SM session=0 stream=0"));

        network.hosts.put("control", "127.0.0.2");
        driver.seconds(7, client);

        assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isEqualTo(1);
        port.takeTargets();
        driver.seconds(1, client);
        assertThat(port.takeTargets()).containsExactly(new InetSocketAddress(TestNetwork.address("127.0.0.2"), 20_999));
    }

    @Test
    @Conformance({"DB-76", "DB-77"})
    void publicationsOfThisMachineAreReadByADestinationBeforeAndAfterItIsAdded() {
        subscribe(MANUAL);
        long before = client.addPublication(IPC, STREAM_ID);
        driver.run();
        driver.events();

        add(IPC);
        assertThat(driver.events())
                .startsWith("ON_OPERATION_SUCCESS correlation=4\nON_AVAILABLE_IMAGE correlation=" + before)
                .contains("subscription=2");

        long after = client.addExclusivePublication(IPC, STREAM_ID);
        driver.run();
        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=" + after)
                .contains("subscription=2");

        remove(IPC);
        assertThat(driver.events())
                .startsWith("ON_OPERATION_SUCCESS correlation=6\n")
                .contains("ON_UNAVAILABLE_IMAGE correlation=" + before + " subscription=2 stream=1001 channel=" + IPC)
                .contains("ON_UNAVAILABLE_IMAGE correlation=" + after + " subscription=2 stream=1001 channel=" + IPC);
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("sub-pos"));

        add(IPC);
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE correlation=" + before);
        client.removeSubscription(2);
        driver.run();
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=8\n");
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("sub-pos"));
    }

    @Test
    void whoeverWasToldThatAnImageIsGoneIsNotToldAgainWhenItsDestinationIsRemoved() {
        subscribe(MANUAL);
        add("aeron:ipc");
        long publication = client.addPublication("aeron:ipc", STREAM_ID);
        client.addPublication("aeron:ipc", STREAM_ID);
        client.revokePublication(publication);
        driver.seconds(1, client);
        assertThat(driver.events()).containsOnlyOnce("ON_UNAVAILABLE_IMAGE");

        remove("aeron:ipc");

        assertThat(driver.events()).startsWith("ON_OPERATION_SUCCESS").doesNotContain("ON_UNAVAILABLE_IMAGE");
    }

    private void subscribe(String channel) {
        client.addSubscription(channel, STREAM_ID);
        driver.run();
    }

    private void add(String channel) {
        client.destination(CommandType.ADD_RCV_DESTINATION, 2, channel);
        driver.run();
    }

    private void remove(String channel) {
        client.destination(CommandType.REMOVE_RCV_DESTINATION, 2, channel);
        driver.run();
    }

    private void arrives(TestPort port, UnsafeBuffer datagram) {
        port.arrives(datagram);
        driver.run();
    }
}
