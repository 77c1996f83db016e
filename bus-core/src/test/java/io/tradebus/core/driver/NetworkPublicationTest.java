package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request for a publication to the network leads to: endpoint, counters, log, or a refusal. */
class NetworkPublicationTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-82", "DB-67", "DB-72"})
    void aPublicationIsReadyWithAnActiveChannel() {
        long publication = client.addPublication(CHANNEL, 1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001")
                .contains("status=" + driver.channelStatusId(2))
                .contains("limit=" + driver.counterId(CounterType.PUBLISHER_LIMIT, 2));
        assertThat(driver.counters().getCounterValue(driver.channelStatusId(publication)))
                .isEqualTo(ChannelStatus.ACTIVE);
        assertThat(driver.counterLabels())
                .contains("snd-channel: " + CHANNEL + " 0.0.0.0:50001")
                .contains("snd-local-sockaddr: " + driver.channelStatusId(2) + " 0.0.0.0:50001");
    }

    @Test
    void itsCountersBelongToTheClientThatAskedFirst() {
        client.addExclusivePublication(CHANNEL, 1001);

        driver.run();

        for (CounterType type : List.of(
                CounterType.PUBLISHER_POSITION,
                CounterType.PUBLISHER_LIMIT,
                CounterType.SENDER_POSITION,
                CounterType.SENDER_LIMIT,
                CounterType.SENDER_BACK_PRESSURE,
                CounterType.SENDER_NAKS_RECEIVED)) {
            int counterId = driver.counterId(type, 2);
            assertThat(driver.counters().getCounterOwnerId(counterId))
                    .as(type.label())
                    .isEqualTo(client.id());
            assertThat(driver.counters().getCounterValue(counterId))
                    .as(type.label())
                    .isZero();
            assertThat(driver.counters().getCounterLabel(counterId))
                    .startsWith(type.label())
                    .contains("2 5000 1001 " + CHANNEL);
        }
    }

    @Test
    void itsLogSaysWhatTheChannelAsksFor() {
        client.addPublication(
                CHANNEL + "|mtu=4096|pub-wnd=16k|max-resend=7|linger=3s|eos=false|so-sndbuf=64k|tags=1,2", 1001);

        driver.run();

        RawLog log = driver.log(2);
        LogDescription.SocketBuffers buffers = LogMetadata.socketBuffers(log.metadata());
        assertThat(LogMetadata.mtuLength(log.metadata())).isEqualTo(4096);
        assertThat(LogMetadata.publicationWindowLength(log.metadata())).isEqualTo(16 << 10);
        assertThat(LogMetadata.maxResend(log.metadata())).isEqualTo(7);
        assertThat(LogMetadata.entityTag(log.metadata())).isEqualTo(2);
        assertThat(LogMetadata.timeouts(log.metadata()).lingerNs()).isEqualTo(3_000_000_000L);
        assertThat(LogMetadata.traits(log.metadata()).signalEos()).isFalse();
        assertThat(buffers.sendLength()).isEqualTo(64 << 10);
        assertThat(buffers.defaultSendLength()).isEqualTo(200_000);
        assertThat(buffers.maxReceiveLength()).isEqualTo(400_000);
    }

    @Test
    @Conformance({"DB-21", "DB-69", "WP-104"})
    void publicationsOfAChannelShareAnEndpointWhateverElseTheyAskFor() {
        client.addPublication(CHANNEL, 1001);
        client.addPublication(CHANNEL + "|alias=again", 1001);
        client.addExclusivePublication(CHANNEL + "|mtu=4096", 1001);
        client.addPublication(CHANNEL, 1002);
        driver.run();
        assertThat(network.opened()).hasSize(1);
        assertThat(driver.events()).contains("correlation=3 registration=2").contains("correlation=4 registration=4");

        client.addPublication("aeron:udp?endpoint=127.0.0.1:20121", 1001);
        client.addPublication("aeron:udp?endpoint=localhost:20122|tags=5", 1001);
        client.addPublication("aeron:udp?endpoint=localhost:20122|tags=6", 1001);
        client.addPublication("aeron:udp?tags=6", 1003);
        driver.run();
        assertThat(network.opened()).hasSize(4);
        assertThat(driver.events()).doesNotContain("ON_ERROR");
    }

    @Test
    @Conformance({"DB-70", "WP-105"})
    void aTagThatMeansAnotherAddressIsRefused() {
        client.addPublication(CHANNEL + "|tags=5", 1001);
        client.addPublication("aeron:udp?endpoint=localhost:20122|tags=5", 1001);
        client.addPublication("aeron:udp?tags=9", 1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=3 code=11 message=matching tag 5 has mismatched endpoint or control")
                .contains("ON_ERROR correlation=4 code=1 message=URI must have explicit control, endpoint");
        assertThat(network.opened()).hasSize(1);
    }

    @Test
    @Conformance("DB-22")
    void whatDiffersFromThePublicationThatWouldBeSharedIsNamed() {
        client.addPublication(CHANNEL + "|mtu=4096|ssc=true", 1001);
        client.addPublication(CHANNEL + "|mtu=1408|ssc=true", 1001);
        client.addPublication(CHANNEL + "|term-length=128k|ssc=true", 1001);
        client.addPublication(CHANNEL, 1001);
        client.addPublication(CHANNEL + "|session-id=7|ssc=true", 1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=3 code=11 message=existing publication has different 'mtu'")
                .contains("ON_ERROR correlation=4 code=11 message=existing publication has different 'term-length'")
                .contains("ON_ERROR correlation=5 code=11 message=existing publication has different"
                        + " spiesSimulateConnection: existing=true requested=false")
                .contains("ON_ERROR correlation=6 code=11 message=existing publication has different 'session-id'");
    }

    @Test
    @Conformance({"DB-23", "DB-24"})
    void aSessionIsTakenUntilItsPublicationHasLingered() {
        client.addExclusivePublication(CHANNEL + "|session-id=77", 1001);
        client.addExclusivePublication(CHANNEL + "|session-id=77", 1001);
        client.addExclusivePublication(CHANNEL + "|session-id=77", 1002);
        driver.run();
        assertThat(driver.events())
                .contains("ON_ERROR correlation=3 code=1 message=existing publication has clashing sessionId=77")
                .contains("ON_EXCLUSIVE_PUBLICATION_READY correlation=4 registration=4 session=77 stream=1002");

        client.removePublication(2);
        driver.seconds(3, client);
        client.addExclusivePublication(CHANNEL + "|session-id=77", 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_ERROR correlation=6 code=1");

        driver.seconds(5, client);
        client.addExclusivePublication(CHANNEL + "|session-id=77", 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_EXCLUSIVE_PUBLICATION_READY correlation=7 registration=7 session=77");
    }

    @Test
    @Conformance("DB-27")
    void allCountersStartAtThePositionThatTheChannelSays() {
        client.addPublication(CHANNEL + "|init-term-id=5|term-id=7|term-offset=128", 1001);

        driver.run();

        long start = (2 * (64 << 10)) + 128;
        assertThat(driver.counter(CounterType.PUBLISHER_POSITION, 2)).isEqualTo(start);
        assertThat(driver.counter(CounterType.PUBLISHER_LIMIT, 2)).isEqualTo(start);
        assertThat(driver.counter(CounterType.SENDER_POSITION, 2)).isEqualTo(start);
        assertThat(driver.counter(CounterType.SENDER_LIMIT, 2)).isEqualTo(start);
        assertThat(driver.log(2).producerPosition()).isEqualTo(start);
        assertThat(network.port(PortRole.SENDER).takeSent().toString())
                .contains("SETUP")
                .contains("offset=128")
                .contains("initialTerm=5 term=7");
    }

    @Test
    @Conformance("DB-67")
    void aSocketThatCannotBeOpenedLeavesNoCounterAndMayBeTriedAgain() {
        client.addCounter(1000, "known");
        network.takenPorts.add(20555);
        String channel = "aeron:udp?endpoint=localhost:20121|control=localhost:20555";
        driver.run();
        driver.events();

        client.addPublication(channel, 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_ERROR correlation=3 code=11").contains("Address already in use");
        assertThat(driver.counterLabels()).noneMatch(label -> label.contains("snd-") || label.contains("pub-"));

        network.takenPorts.clear();
        client.addPublication(channel, 1001);
        driver.run();
        assertThat(driver.events()).contains("ON_PUBLICATION_READY correlation=4");
    }

    @Test
    void anMtuThatTheSocketDoesNotTakeIsRefused() {
        client.addPublication(CHANNEL + "|mtu=8192|so-sndbuf=4k", 1001);

        driver.run();

        assertThat(driver.events()).contains("ON_ERROR correlation=2 code=11 message=MTU greater than SO_SNDBUF");
        assertThat(network.opened()).isEmpty();
    }

    @Test
    @Conformance("DB-71")
    void anotherSocketThanTheOneThatIsSharedIsRefused() {
        client.addPublication(CHANNEL + "|so-sndbuf=64k|channel-snd-ts-offset=8", 1001);
        client.addPublication(CHANNEL + "|so-sndbuf=32k|channel-snd-ts-offset=8", 1001);
        client.addPublication(CHANNEL + "|so-sndbuf=64k", 1002);
        client.addPublication(CHANNEL + "|so-sndbuf=0|channel-snd-ts-offset=8", 1002);

        driver.run();

        assertThat(driver.events())
                .contains(
                        "ON_ERROR correlation=3 code=1 message=so-sndbuf=32768 does not match existing value of 65536")
                .contains("ON_ERROR correlation=4 code=1 message=option conflicts with existing subscription:"
                        + " channel-snd-ts-offset=-1 existing=8")
                .contains("ON_PUBLICATION_READY correlation=5");
    }

    @Test
    void flowControlIsThePublicationsOwnOnASharedEndpoint() {
        String group = "aeron:udp?endpoint=224.20.30.39:20121|interface=192.168.0.5";
        client.addPublication(group, 1001);
        client.addPublication(group + "|fc=min", 1002);
        client.addPublication(group + "|fc=nonsense", 1003);
        client.addPublication(CHANNEL, 1001);
        client.addPublication(CHANNEL + "|fc=max", 1002);

        driver.run();

        assertThat(driver.counterId(CounterType.FLOW_CONTROL_RECEIVERS, 2)).isNegative();
        assertThat(driver.counterId(CounterType.FLOW_CONTROL_RECEIVERS, 3)).isPositive();
        assertThat(driver.events())
                .contains("ON_ERROR correlation=4 code=11")
                .contains("ON_ERROR correlation=6 code=11");
    }

    @Test
    @Conformance({"DB-81", "WP-110"})
    void aNameThatLeadsElsewhereIsFollowedWhenNothingIsHeard() {
        network.hosts.put("moving", "10.0.0.1");
        client.addPublication("aeron:udp?endpoint=moving:20121", 1001);
        driver.run();
        network.hosts.put("moving", "10.0.0.2");

        driver.seconds(7, client);

        assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isEqualTo(1);
        assertThat(String.valueOf(network.port(PortRole.SENDER).peer)).contains("10.0.0.2");
        client.addPublication("aeron:udp?endpoint=moving:20121", 1002);
        driver.run();
        assertThat(network.opened()).hasSize(1);
    }

    @Test
    @Conformance("DB-81")
    void aNameThatLeadsNowhereIsRecordedAndTriedAgain() {
        network.hosts.put("moving", "10.0.0.1");
        client.addPublication("aeron:udp?endpoint=moving:20121", 1001);
        driver.run();
        network.hosts.remove("moving");

        driver.seconds(7, client);
        assertThat(driver.errorLog()).contains("could not re-resolve: endpoint=moving:20121");
        assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isZero();

        network.hosts.put("moving", "10.0.0.3");
        driver.seconds(7, client);
        assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isEqualTo(1);
    }

    @Test
    void anUnknownHostIsRefusedWithItsName() {
        client.addPublication("aeron:udp?endpoint=nowhere:20121", 1001);

        driver.run();

        assertThat(driver.events()).contains("ON_ERROR correlation=2 code=1").contains("endpoint=nowhere:20121");
        assertThat(network.opened()).isEmpty();
    }

    @Test
    void aDriverThatClosesClosesItsSocketsAndDeletesItsLogs() {
        client.addPublication(CHANNEL, 1001);
        client.addSubscription("aeron:udp?endpoint=localhost:20122", 1001);
        driver.run();
        assertThat(driver.logPath(2)).exists();

        driver.driver().close();

        assertThat(network.opened()).hasSize(2).allMatch(port -> port.isClosed);
        assertThat(Files.exists(driver.logPath(2))).isFalse();
    }
}
