package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.PortRange;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.support.Conformance;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions to the network, and the endpoints that they share. */
class NetworkSubscriptionTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";

    private final TestNetwork network = new TestNetwork();
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
    @Conformance({"DB-67", "DB-72"})
    void aSubscriptionIsReadyWithAnActiveChannel() {
        client.addSubscription(CHANNEL, 1001);

        driver.run();

        int status = driver.channelStatusId(2);
        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY correlation=2 status=" + status);
        assertThat(driver.counters().getCounterValue(status)).isEqualTo(ChannelStatus.ACTIVE);
        assertThat(driver.counterLabels())
                .contains("rcv-channel: " + CHANNEL + " 127.0.0.1:20121")
                .contains("rcv-local-sockaddr: " + status + " 127.0.0.1:20121");
    }

    @Test
    @Conformance("DB-69")
    void subscriptionsOfAChannelShareAnEndpointUntilTheLastOneGoes() {
        client.addSubscription(CHANNEL, 1001);
        client.addSubscription(CHANNEL + "|session-id=5", 1001);
        client.addSubscription(CHANNEL, 1002);
        driver.run();
        assertThat(network.opened()).hasSize(1);

        client.removeSubscription(2);
        client.removeSubscription(3);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isFalse();

        client.removeSubscription(4);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("rcv-"));
    }

    @Test
    @Conformance("DB-68")
    void aChannelThatIsBeingClosedMayBeTriedAgain() {
        client.addSubscription(CHANNEL, 1001);
        driver.run();
        driver.events();

        client.removeSubscription(2);
        client.addSubscription(CHANNEL, 1001);
        // One command a cycle: the second comes before the receiver has heard of the first, or just after.
        driver.run();
        String events = driver.events();
        if (events.contains("ON_ERROR")) {
            assertThat(events).contains("ON_ERROR correlation=4 code=10").contains("please retry");
            client.addSubscription(CHANNEL, 1001);
            driver.run();
            events = driver.events();
        }

        assertThat(events).contains("ON_SUBSCRIPTION_READY");
        assertThat(network.opened()).hasSize(2);
        assertThat(network.opened().get(0).isClosed).isTrue();
    }

    @Test
    @Conformance({"DB-50", "DB-82", "WP-103"})
    void portsThatAreLeftOpenComeFromTheRangeAndGoBackToIt() {
        client.addSubscription("aeron:udp?endpoint=localhost:0", 1001);
        client.addSubscription("aeron:udp?endpoint=localhost:0", 1001);
        client.addSubscription("aeron:udp?endpoint=localhost:0", 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_ERROR correlation=4 code=11").contains("no available ports in range");
        assertThat(driver.counterLabels())
                .anyMatch(label -> label.startsWith("rcv-local-sockaddr") && label.endsWith(":30001"))
                .anyMatch(label -> label.startsWith("rcv-local-sockaddr") && label.endsWith(":30002"));

        client.removeSubscription(2);
        driver.run();
        client.addSubscription("aeron:udp?endpoint=localhost:0", 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY correlation=6");
    }

    @Test
    @Conformance("DB-64")
    void subscriptionsThatReadTheSameMustAgree() {
        client.addSubscription(CHANNEL, 1001);
        client.addSubscription(CHANNEL + "|reliable=false", 1001);
        client.addSubscription(CHANNEL + "|rejoin=false", 1001);
        client.addSubscription(CHANNEL + "|reliable=false", 1002);
        client.addSubscription(CHANNEL + "|tether=false|sparse=false|group=true", 1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=3 code=1 message=option conflicts with existing subscription: reliable")
                .contains("ON_ERROR correlation=4 code=1 message=option conflicts with existing subscription: rejoin")
                .contains("ON_SUBSCRIPTION_READY correlation=5")
                .contains("ON_SUBSCRIPTION_READY correlation=6");
    }

    @Test
    @Conformance("DB-71")
    void anotherSocketThanTheOneThatIsSharedIsRefused() {
        client.addSubscription(CHANNEL + "|so-rcvbuf=256k", 1001);
        client.addSubscription(CHANNEL + "|so-rcvbuf=128k", 1001);
        client.addSubscription(CHANNEL + "|channel-rcv-ts-offset=8", 1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=3 code=1 message=so-rcvbuf=131072 does not match existing value")
                .contains("ON_ERROR correlation=4 code=1 message=option conflicts");
    }

    @Test
    void aWindowThatTheSocketCannotHoldIsRefusedAsFarAsTermsLetItGrow() {
        client.addSubscription(CHANNEL + "|so-rcvbuf=16k", 1001);
        client.addSubscription(CHANNEL + "|so-rcvbuf=32k|rcv-wnd=1m", 1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=2 code=11 message=Initial window greater than SO_RCVBUF")
                .contains("ON_SUBSCRIPTION_READY correlation=3");
        assertThat(network.opened()).hasSize(1);
    }

    @Test
    @Conformance("DB-67")
    void aPortThatAnotherHasLeavesNoCounterAndMayBeTriedAgain() {
        network.takenPorts.add(20121);
        client.addSubscription(CHANNEL, 1001);
        driver.run();
        assertThat(driver.events())
                .contains("ON_ERROR correlation=2 code=11")
                .contains(CHANNEL)
                .contains("Address already in use");
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("rcv-"));

        network.takenPorts.clear();
        client.addSubscription(CHANNEL, 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY correlation=3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeron:udp?endpoint=127.0.0.1:20121",
                "aeron:udp?endpoint=0.0.0.0:20121",
                "aeron:udp?control=127.0.0.1:20121|control-mode=dynamic"
            })
    void aPortThatIsBeingClosedIsWaitedFor(String wanted) {
        closeAtTheNextTick();
        driver.events();

        long next =
                wanted.contains("control") ? client.addPublication(wanted, 1001) : client.addSubscription(wanted, 1001);
        driver.run();

        assertThat(driver.events()).contains("READY correlation=" + next).doesNotContain("ON_ERROR");
        assertThat(network.opened()).extracting(port -> port.isClosed).containsExactly(true, false);
    }

    @Test
    void anAddressThatIsNotInTheWayIsNotWaitedFor() {
        closeAtTheNextTick();

        client.addSubscription("aeron:udp?endpoint=localhost:20122", 1001);
        driver.driver().invoker().invoke();

        assertThat(network.opened()).extracting(port -> port.isClosed).containsExactly(false, false);
    }

    /** Has the channel closed by a client that had so many streams there that the receiver takes several cycles for it. */
    private void closeAtTheNextTick() {
        RawClient leaving = driver.newClient();
        for (int stream = 0; stream < 40; stream++) {
            leaving.addSubscription(CHANNEL, stream);
        }
        driver.run();
        leaving.close();
        driver.run();
        driver.nanoClock.advance(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    @Conformance({"WP-106", "DB-83"})
    void aGroupIsJoinedAtTheInterfaceThatTheChannelNames() {
        client.addSubscription("aeron:udp?endpoint=224.20.30.39:20121|interface=192.168.0.0/24|ttl=4", 1001);
        client.addSubscription("aeron:udp?endpoint=224.20.30.38:20121|interface=192.168.0.0/24", 1001);

        driver.run();

        TestPort port = network.port(PortRole.RECEIVER);
        assertThat(port.settings.multicast().joinedGroup().getHostAddress()).isEqualTo("224.20.30.39");
        assertThat(port.settings.multicast().networkInterface().name()).isEqualTo("eth0");
        assertThat(driver.events())
                .contains("ON_SUBSCRIPTION_READY correlation=2")
                .contains("ON_ERROR correlation=3 code=1");
    }

    @Test
    void aFullMailboxKeepsClientsWaitingAndLosesNothing() {
        TestNetwork other = new TestNetwork();
        try (DriverHarness busy = DriverHarness.start(config -> config, other::join)) {
            RawClient many = busy.newClient();
            for (int i = 0; i < 1200; i++) {
                many.addSubscription(CHANNEL, i);
            }
            // The receiver is asked for each stream, some of them in each of its cycles.
            for (int i = 0; i < 40; i++) {
                busy.run();
            }

            assertThat(busy.events().lines().filter(line -> line.startsWith("ON_SUBSCRIPTION_READY")))
                    .hasSize(1200);
            TestDatagrams last = new TestDatagrams(7, 1199, 3);
            other.port(PortRole.RECEIVER).arrives(last.setup(0));
            busy.run();
            busy.run();
            assertThat(busy.events()).contains("ON_AVAILABLE_IMAGE");
        }
    }
}
