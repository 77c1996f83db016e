package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortException;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.TestDirectories;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sender and receiver have a poller each from when they are made. */
class NetworkOnDemandTest {
    private static final String UDP = "aeron:udp?endpoint=localhost:20121";

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();

        assertThat(network.openPollers()).isZero();
        assertThat(network.opened()).allMatch(port -> port.isClosed);
    }

    @Test
    void streamsOverIpcAloneMakeNothingOfIt() {
        long publication = client.addPublication("aeron:ipc", 1001);
        long subscription = client.addSubscription("aeron:ipc", 1001);
        driver.seconds(3, client);
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE");
        client.removePublication(publication);
        client.removeSubscription(subscription);
        driver.seconds(20);

        assertThat(driver.logPath(publication)).doesNotExist();
        assertThat(network.openPollers()).isZero();
        assertThat(driver.counter(SystemCounter.ERRORS)).isZero();
    }

    @Test
    void theFirstPublicationOverUdpMakesAllOfIt() {
        long publication = client.addPublication(UDP, 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_PUBLICATION_READY correlation=" + publication);
        assertThat(network.openPollers()).isEqualTo(2);
        assertThat(network.opened()).hasSize(1);
    }

    @Test
    void theFirstSubscriptionOverUdpMakesAllOfIt() {
        long subscription = client.addSubscription(UDP, 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY correlation=" + subscription);
        assertThat(network.openPollers()).isEqualTo(2);
        assertThat(network.opened()).hasSize(1);
    }

    @Test
    void theFirstSpyMakesItAndReadsWhatIsPublishedLater() {
        client.addSubscription("aeron-spy:" + UDP, 1001);
        driver.run();
        client.addPublication(UDP, 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE");
        assertThat(network.openPollers()).isEqualTo(2);
    }

    @Test
    void furtherStreamsShareIt() {
        client.addPublication(UDP, 1001);
        client.addSubscription(UDP, 1001);
        client.addPublication("aeron:udp?endpoint=localhost:20122", 1002);
        driver.run();

        assertThat(network.openPollers()).isEqualTo(2);
    }

    @Test
    void aChannelThatSaysNonsenseDoesNotMakeIt() {
        client.addPublication("aeron:udp?endpoint=localhost:no", 1001);
        client.addSubscription("aeron:udp?endpoint=localhost:no", 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_ERROR correlation=2").contains("ON_ERROR correlation=3");
        assertThat(network.openPollers()).isZero();
    }

    @Test
    void whatIsRemovedFromItIsNotKnownWhileThereIsNone() {
        long publication = client.addPublication("aeron:ipc", 1001);
        driver.run();
        driver.events();
        long byUri = client.destination(CommandType.ADD_DESTINATION, publication, UDP);
        driver.run();
        assertThat(driver.events()).contains("correlation=" + byUri).contains("unknown publication: " + publication);

        long byId = client.removeDestinationById(publication, 4711);
        driver.run();
        assertThat(driver.events()).contains("correlation=" + byId).contains("unknown publication: " + publication);

        long destination = client.destination(CommandType.REMOVE_RCV_DESTINATION, 4711, UDP);
        driver.run();
        assertThat(driver.events()).contains("correlation=" + destination).contains("unknown subscription: 4711");

        long rejection = client.rejectImage(4711, "cannot decode");
        driver.run();
        assertThat(driver.events())
                .contains("correlation=" + rejection)
                .contains("Unable to resolve image for correlationId=4711");
        assertThat(network.openPollers()).isZero();
    }

    @Test
    void aFailureWhileItIsMadeIsTheErrorOfTheRequestAndTheNextOneTriesAgain() {
        network.pollerFailures.addAll(List.of(new PortException("too many open files", null)));
        long refused = client.addPublication(UDP, 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_ERROR correlation=" + refused).contains("too many open files");
        assertThat(driver.errorLog()).contains("too many open files");

        long accepted = client.addPublication(UDP, 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_PUBLICATION_READY correlation=" + accepted);
    }

    @Test
    void nothingIsLeftOfItWhenItCouldNotBeMadeAsAWhole() {
        network.pollerFailures.add(null);
        network.pollerFailures.add(new PortException("too many open files", null));
        client.addSubscription(UDP, 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_ERROR correlation=2");
        assertThat(network.openPollers()).isZero();
        assertThat(network.opened()).isEmpty();
    }

    /** As while the driver closes: threads end one after another, the conductor's last. */
    @Test
    void nothingIsLeftOfItWhenAnAgentHasEndedBefore() {
        for (boolean isReceiver : new boolean[] {true, false}) {
            TestNetwork other = new TestNetwork();
            List<Agent> ended = new ArrayList<>();
            try (DriverHarness closing = DriverHarness.start(
                    config -> config,
                    assembly -> other.join(assembly)
                            .agentsWatch(agents -> ended.add(isReceiver ? agents.receiver() : agents.sender())))) {
                ended.get(0).onClose();
                closing.newClient().addPublication(UDP, 1001);
                closing.run();
                assertThat(closing.events()).contains("the driver is being closed");
                closing.newClient().addPublication(UDP, 1001);
                closing.run();
                assertThat(closing.events()).contains("the driver is being closed");
            }
            assertThat(other.openPollers()).isZero();
        }
    }

    @Test
    void aClassThatIsMissingIsTheErrorOfTheRequestToo() {
        network.pollerFailures.add(new NoClassDefFoundError("io/example/Missing"));
        long refused = client.addPublication(UDP, 1001);
        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=" + refused)
                .contains("the driver cannot make what channels over UDP need")
                .contains("io/example/Missing");
    }

    @Test
    void theCyclesOfSenderAndReceiverAreWatchedBeforeAndAfter() {
        driver.milliseconds(150);
        assertThat(driver.counter(SystemCounter.SENDER_MAX_CYCLE_TIME)).isEqualTo(150_000_000);
        assertThat(driver.counter(SystemCounter.RECEIVER_MAX_CYCLE_TIME)).isEqualTo(150_000_000);

        client.addPublication(UDP, 1001);
        driver.run();
        driver.milliseconds(140);
        assertThat(driver.counter(SystemCounter.SENDER_MAX_CYCLE_TIME)).isEqualTo(150_000_000);
        driver.milliseconds(160);
        assertThat(driver.counter(SystemCounter.SENDER_MAX_CYCLE_TIME)).isEqualTo(160_000_000);
        assertThat(driver.counter(SystemCounter.RECEIVER_MAX_CYCLE_TIME)).isEqualTo(160_000_000);
    }

    @ParameterizedTest
    @EnumSource(ThreadingMode.class)
    void aDriverClosesWithoutItInEveryThreadingMode(ThreadingMode mode) {
        TestNetwork other = new TestNetwork();
        startAndClose(mode, other, "aeron:ipc");

        assertThat(other.opened()).isEmpty();
        assertThat(other.openPollers()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ThreadingMode.class)
    void aDriverClosesWithItInEveryThreadingMode(ThreadingMode mode) {
        TestNetwork other = new TestNetwork();
        startAndClose(mode, other, UDP);

        assertThat(other.openPollers()).isZero();
    }

    @Test
    void threadsAreNamedAfterTheRolesThatTheyWillHave() {
        Set<String> before = threadNames();
        DriverConfig config = DriverHarness.smallConfig(TestDirectories.create());
        try (Driver dedicated = new DriverAssembly(
                        config.withThreading(config.threading().withMode(ThreadingMode.DEDICATED)))
                .start()) {
            assertThat(dedicated.isRunning()).isTrue();
            Set<String> names = threadNames();
            names.removeAll(before);
            assertThat(names).contains("sender", "receiver", "driver-conductor");
        }
    }

    private static Set<String> threadNames() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }

    private static void startAndClose(ThreadingMode mode, TestNetwork network, String channel) {
        DriverConfig small = DriverHarness.smallConfig(TestDirectories.create());
        DriverConfig config = small.withThreading(small.threading().withMode(mode));
        try (Driver driver = network.join(new DriverAssembly(config)).start()) {
            if (mode != ThreadingMode.INVOKER) {
                try (Client client = Client.connect(ClientConfig.defaults(config.directory()))) {
                    client.addPublication(channel, 1001);
                    client.addSubscription(channel, 1001);
                }
            }
            assertThat(driver.isRunning()).isTrue();
        }
    }
}
