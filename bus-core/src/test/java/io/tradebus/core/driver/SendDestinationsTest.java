package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publications that are sent to several destinations, named by clients or learned from receivers. */
class SendDestinationsTest {
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String DYNAMIC = "aeron:udp?control-mode=dynamic|control=localhost:20130";
    private static final InetSocketAddress FIRST = at("10.0.0.1", 20_131);
    private static final InetSocketAddress SECOND = at("10.0.0.2", 20_132);

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"DB-73", "SM-38", "DB-72"})
    void areAddedAndRemovedByUriAndById() {
        long publication = client.addPublication(MANUAL, 1001);
        long first = add(publication, "aeron:udp?endpoint=10.0.0.1:20131");
        long second = add(publication, "aeron:udp?endpoint=10.0.0.2:20132");
        driver.run();
        assertThat(driver.events())
                .contains("ON_OPERATION_SUCCESS correlation=" + first)
                .contains("ON_OPERATION_SUCCESS correlation=" + second);
        assertThat(driver.counterLabels()).contains("mdc-num-dest: " + MANUAL + " ");
        assertThat(destinationCount()).isEqualTo(2);
        port().takeTargets();
        driver.milliseconds(200);
        assertThat(port().takeTargets()).containsExactlyInAnyOrder(FIRST, SECOND);

        long byUri = client.destination(
                CommandType.REMOVE_DESTINATION, publication, "aeron:udp?endpoint=10.0.0.1:20131|alias=gone");
        driver.run();
        port().takeTargets();
        driver.milliseconds(200);
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=" + byUri + "\n");
        assertThat(port().takeTargets()).containsExactly(SECOND);
        assertThat(destinationCount()).isEqualTo(1);

        long byId = client.removeDestinationById(publication, second);
        driver.run();
        port().takeTargets();
        driver.milliseconds(200);
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=" + byId + "\n");
        assertThat(port().takeTargets()).isEmpty();
        assertThat(destinationCount()).isZero();
    }

    @Test
    void oneThatIsNotThereNeedsNotBeRemoved() {
        long publication = client.addPublication(MANUAL, 1001);
        long byUri = client.destination(CommandType.REMOVE_DESTINATION, publication, "aeron:udp?endpoint=10.0.0.1:1");
        long byId = client.removeDestinationById(publication, 4711);

        driver.run();

        assertThat(driver.events())
                .contains("ON_OPERATION_SUCCESS correlation=" + byUri)
                .contains("ON_OPERATION_SUCCESS correlation=" + byId);
    }

    @Test
    void theSameAddressIsSentToAsOftenAsItWasAdded() {
        long publication = client.addPublication(MANUAL, 1001);
        add(publication, "aeron:udp?endpoint=10.0.0.1:20131");
        add(publication, "aeron:udp?endpoint=10.0.0.1:20131");
        driver.run();
        assertThat(destinationCount()).isEqualTo(2);

        client.destination(CommandType.REMOVE_DESTINATION, publication, "aeron:udp?endpoint=10.0.0.1:20131");
        driver.run();

        assertThat(destinationCount()).isEqualTo(1);
    }

    @Test
    void publicationsOfAChannelShareThem() {
        String channel = MANUAL + "|control=localhost:20140";
        long first = client.addPublication(channel, 1001);
        client.addExclusivePublication(channel, 1002);
        add(first, "aeron:udp?endpoint=10.0.0.1:20131");
        driver.run();
        driver.milliseconds(200);

        assertThat(network.opened()).hasSize(1);
        assertThat(port().settings.bindAddress().getPort()).isEqualTo(20_140);
        assertThat(port().peer).isNull();
        assertThat(port().takeSent())
                .anyMatch(line -> line.startsWith("SETUP") && line.contains("stream=1001"))
                .anyMatch(line -> line.startsWith("SETUP") && line.contains("stream=1002"));
        assertThat(port().takeTargets()).containsExactly(FIRST);
    }

    @Test
    @Conformance({"DB-75", "WP-109"})
    void whatIsNoDestinationIsRefused() {
        long publication = client.addPublication(MANUAL, 1001);
        long ofPort0 = add(publication, "aeron:udp?endpoint=10.0.0.1:0");
        long withMtu = add(publication, "aeron:udp?endpoint=10.0.0.1:20131|mtu=1408");
        long withoutEndpoint = add(publication, "aeron:udp?control=10.0.0.1:20131");
        long spy = add(publication, "aeron-spy:aeron:udp?endpoint=10.0.0.1:20131");
        long ipc = add(publication, "aeron:ipc");
        long unknown = add(4711, "aeron:udp?endpoint=10.0.0.1:20131");
        long unknownById = client.removeDestinationById(4711, 1);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=" + ofPort0 + " code=1 message=endpoint has port=0")
                .contains("ON_ERROR correlation=" + withMtu
                        + " code=1 message=destinations must not contain the key: mtu")
                .contains("ON_ERROR correlation=" + withoutEndpoint + " code=1")
                .contains("ON_ERROR correlation=" + spy + " code=1 message=spies are invalid as send destinations")
                .contains("ON_ERROR correlation=" + ipc + " code=1")
                .contains("ON_ERROR correlation=" + unknown + " code=3 message=unknown publication: 4711")
                .contains("ON_ERROR correlation=" + unknownById + " code=3 message=unknown publication: 4711");
        assertThat(destinationCount()).isZero();
    }

    @Test
    void aPublicationWhoseDestinationsNobodyNamesHasNoneToAdd() {
        long dynamic = client.addPublication(DYNAMIC, 1001);
        long unicast = client.addPublication("aeron:udp?endpoint=localhost:20133", 1001);
        long toDynamic = add(dynamic, "aeron:udp?endpoint=10.0.0.1:20131");
        long toUnicast =
                client.destination(CommandType.REMOVE_DESTINATION, unicast, "aeron:udp?endpoint=10.0.0.1:20131");
        long byId = client.removeDestinationById(unicast, 1);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=" + toDynamic + " code=1 message=channel does not allow manual control")
                .contains("ON_ERROR correlation=" + toUnicast + " code=1 message=channel does not allow manual control")
                .contains("ON_ERROR correlation=" + byId + " code=1 message=channel does not allow manual control");
    }

    @Test
    @Conformance({"WP-83", "DB-81"})
    void aNameThatIsNotKnownYetIsAskedForUntilItIs() {
        long publication = client.addPublication(MANUAL, 1001);
        long added = add(publication, "aeron:udp?endpoint=late:20131");
        driver.seconds(2, client);
        assertThat(driver.events()).contains("ON_OPERATION_SUCCESS correlation=" + added);
        assertThat(destinationCount()).isEqualTo(1);
        assertThat(port().takeTargets()).isEmpty();

        driver.seconds(4, client);
        assertThat(driver.errorLog()).contains("could not re-resolve: endpoint=late:20131");

        network.hosts.put("late", "10.0.0.1");
        driver.seconds(6, client);
        assertThat(port().takeTargets()).containsExactly(FIRST);

        network.hosts.put("late", "10.0.0.2");
        driver.seconds(6, client);
        port().takeTargets();
        driver.seconds(1, client);
        assertThat(port().takeTargets()).containsExactly(at("10.0.0.2", 20_131));
        assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isEqualTo(2);

        client.destination(CommandType.REMOVE_DESTINATION, publication, "aeron:udp?endpoint=late:20131");
        driver.run();
        assertThat(destinationCount()).isZero();
    }

    @Test
    @Conformance({"DB-74", "WP-82"})
    void receiversThatAskAreSentToForAsLongAsTheyGoOn() {
        client.addPublication(DYNAMIC, 1001);
        driver.run();
        assertThat(driver.counterLabels()).contains("mdc-num-dest: " + DYNAMIC + " ");
        assertThat(destinationCount()).isZero();

        TestDatagrams about = new TestDatagrams(5000, 1001, initialTermId());
        port().arrives(about.statusMessage(0), SECOND);
        driver.run();
        assertThat(destinationCount()).isEqualTo(1);
        assertThat(driver.log(2).isConnected()).isTrue();
        driver.seconds(2, client);
        assertThat(port().takeTargets()).containsExactly(SECOND);

        driver.seconds(4, client);
        assertThat(destinationCount()).isZero();
        assertThat(driver.log(2).isConnected()).isFalse();
    }

    @Test
    @Conformance("WP-50")
    void lingersForAllOfThemWhenOneHasReadToTheEnd() {
        client.addPublication(DYNAMIC, 1001);
        driver.run();
        TestDatagrams about = new TestDatagrams(5000, 1001, initialTermId());
        port().arrives(about.statusMessage(0), SECOND);
        driver.run();

        client.removePublication(2);
        port().arrives(about.lastStatusMessage(0), SECOND);
        driver.seconds(4, client);
        assertThat(driver.logPath(2)).exists();

        driver.seconds(5, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    @Conformance("DB-80")
    void aSpyFindsAControlPortThatTheSystemChoseByItsTag() {
        client.addPublication("aeron:udp?control-mode=dynamic|control=localhost:0|tags=5", 1001);
        client.addSubscription("aeron-spy:aeron:udp?tags=5", 1001);

        driver.run();

        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE").contains("subscription=3");
    }

    @Test
    @Conformance("WP-32")
    void theSetupSaysThatThereMayBeSeveralReceivers() {
        long publication = client.addPublication(MANUAL, 1001);
        add(publication, "aeron:udp?endpoint=10.0.0.1:20131");
        driver.run();

        driver.milliseconds(200);

        assertThat(port().takeSent()).isNotEmpty().allMatch(line -> line.contains("flags=0x40"));
    }

    @Test
    @Conformance({"DB-73", "DB-72"})
    void nothingIsLeftOfThemWhenTheLastPublicationIsGone() {
        long publication = client.addPublication(MANUAL + "|linger=0", 1001);
        add(publication, "aeron:udp?endpoint=10.0.0.1:20131");
        driver.run();

        client.removePublication(publication);
        driver.seconds(4, client);

        assertThat(driver.counterLabels())
                .allMatch(label -> label.startsWith("rejected-datagrams") || label.startsWith("client-heartbeat"));
        assertThat(port().isClosed).isTrue();
        long tooLate = add(publication, "aeron:udp?endpoint=10.0.0.1:20131");
        driver.run();
        assertThat(driver.events()).contains("ON_ERROR correlation=" + tooLate + " code=3");
    }

    private long add(long publication, String channel) {
        return client.destination(CommandType.ADD_DESTINATION, publication, channel);
    }

    private TestPort port() {
        return network.port(PortRole.SENDER);
    }

    private int initialTermId() {
        return LogMetadata.initialTermId(driver.log(2).metadata());
    }

    private long destinationCount() {
        long[] count = {-1};
        CountersReader counters = driver.counters();
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == CounterType.DESTINATIONS.id()) {
                count[0] = counters.getCounterValue(counterId);
            }
        });
        return count[0];
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(TestNetwork.address(host), port);
    }
}
