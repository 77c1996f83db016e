package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.JsonReader;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsToolTest {
    private static final String LOCAL = "aeron:ipc?alias=orders";
    private static final String REMOTE = "aeron:udp?endpoint=localhost:20121";
    private static final String OWN = "aeron:udp?endpoint=localhost:20131";

    private final ToolScene scene = new ToolScene();
    private final RawClient gateway = scene.newClient();
    private final RawClient risk = scene.newClient();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void namesTheSubscriberAPublisherWaitsFor() {
        long publication = gateway.addPublication(LOCAL, 1001);
        scene.run();
        scene.tellName(gateway, "gateway");
        long slow = risk.addSubscription(LOCAL, 1001);
        long fast = risk.addSubscription(LOCAL, 1001);
        scene.run();
        scene.tellName(risk, "risk");
        scene.append(publication, 32 << 10);
        scene.consume(fast, 32 << 10);
        scene.consume(slow, 2048);

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1001, session 5000  aeron:ipc?alias=orders
                  publication 3 of client gateway (1), shared, term 64 KiB, window 32 KiB, MTU 1,408 B, connected
                    appended                         32,768
                    limit                            32,768    nothing left
                    subscriber 4 of client risk (2)   2,048    30 KiB behind
                    subscriber 5 of client risk (2)  32,768    all read
                  -> publisher waits for subscriber 4 of client risk (2): 30 KiB behind
                """);
    }

    @Test
    void doesNotNameASubscriberThatWasLeftBehind() {
        long publication = gateway.addPublication(LOCAL, 1001);
        long tethered = risk.addSubscription(LOCAL, 1001);
        risk.addSubscription(LOCAL + "|tether=false", 1001);
        scene.run();
        scene.append(publication, 32 << 10);
        scene.consume(tethered, 32 << 10);
        scene.seconds(12, gateway, risk);
        scene.append(publication, 32 << 10);

        assertThat(streams())
                .contains("64 KiB behind")
                .contains("-> publisher waits for subscriber " + tethered + " of client 2: 32 KiB behind\n");
    }

    @Test
    void saysWhyAPublicationToTheNetworkIsNotConnected() {
        gateway.addExclusivePublication(REMOTE, 1002);
        scene.run();

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1002, session 5000  aeron:udp?endpoint=localhost:20121
                  publication 3 of client 1, exclusive, term 64 KiB, window 32 KiB, MTU 1,408 B
                    appended             0
                    limit                0    nothing left
                    sent                 0    all sent
                    receivers take       0    nothing left
                    waits for receivers  0
                    NAKs received        0
                    channel active, bound to 0.0.0.0:50001
                  -> not connected: the stream was offered to localhost:20121 once from 0.0.0.0:50001 and nobody has answered: no listener of stream 1002 runs there, or the address is wrong, or a firewall is in between
                """);
    }

    @Test
    void tellsASenderThatWaitsForReceiversFromAPublisherThatWaitsForTheSender() {
        long publication = gateway.addPublication(REMOTE, 1002);
        scene.run();
        scene.answer(publication, 0);
        scene.append(publication, 4096);
        assertThat(streams()).contains("  -> nobody waits\n");

        scene.append(publication, 32 << 10);

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1002, session 5000  aeron:udp?endpoint=localhost:20121
                  publication 3 of client 1, shared, term 64 KiB, window 32 KiB, MTU 1,408 B, connected
                    appended             36,864
                    limit                65,536    28 KiB left
                    sent                 32,768    4 KiB unsent
                    receivers take       32,768    nothing left
                    waits for receivers       1
                    NAKs received             0
                    channel active, bound to 0.0.0.0:50001
                  -> sender waits for its receivers: their window is used up, 4 KiB unsent
                """);
    }

    @Test
    void tellsThatASenderWaitsForReceiversThoughTheyTakeALittle() {
        long publication = gateway.addPublication(REMOTE, 1002);
        scene.run();
        scene.answer(publication, 0);
        scene.append(publication, (32 << 10) - 64);
        assertThat(streams()).contains("  -> nobody waits\n");

        scene.append(publication, 4096);

        assertThat(streams())
                .containsPattern("receivers take +32,768 +64 B left")
                .endsWith("  -> sender waits for its receivers: their window is used up, 4 KiB unsent\n");
    }

    @Test
    void namesTheSpyAPublisherWaitsFor() {
        long publication = gateway.addPublication(REMOTE, 1002);
        long spy = risk.addSubscription("aeron-spy:" + REMOTE, 1002);
        scene.run();
        scene.answer(publication, 0);
        scene.append(publication, 32 << 10);
        scene.answer(publication, 32 << 10);

        assertThat(streams())
                .containsPattern("\n    spy " + spy + " of client 2 +0 +32 KiB behind\n")
                .endsWith("  -> publisher waits for spy " + spy + " of client 2: 32 KiB behind\n");
    }

    @Test
    void showsToHowManyDestinationsAPublicationGoesAndThatItWaitsForThem() {
        String channel = "aeron:udp?control=localhost:20140|control-mode=manual|fc=min";
        long publication = gateway.addPublication(channel, 1002);
        scene.run();
        assertThat(streams())
                .contains("    channel active, bound to 127.0.0.1:20140, no destinations\n")
                .contains("  -> not connected: ");

        gateway.destination(CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=localhost:20141");
        gateway.destination(CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=localhost:20142");
        scene.run();
        scene.run();
        scene.answer(publication, 0);
        scene.append(publication, 36 << 10);

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1002, session 5000  aeron:udp?control=localhost:20140|control-mode=manual|fc=min
                  publication 3 of client 1, shared, term 64 KiB, window 32 KiB, MTU 1,408 B, connected
                    appended             36,864
                    limit                65,536    28 KiB left
                    sent                 32,768    4 KiB unsent
                    receivers take       32,768    nothing left
                    receivers in group        1
                    waits for receivers       1
                    NAKs received             0
                    channel active, bound to 127.0.0.1:20140, 2 destinations
                  -> sender waits for 1 receiver: their window is used up, 4 KiB unsent
                """);
        assertThat(JsonReader.objects(JsonReader.object(streams("--json")), "streams"))
                .singleElement()
                .satisfies(stream -> assertThat(stream)
                        .containsEntry("limitedBy", "receivers")
                        .extractingByKey("endpoint")
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("destinations", 2L));
    }

    @Test
    void showsEachChannelWithItsOwnDestinations() {
        gateway.addPublication("aeron:udp?control=localhost:20140|control-mode=dynamic", 1002);
        long manual = gateway.addPublication("aeron:udp?control-mode=manual", 1003);
        gateway.addPublication(REMOTE, 1004);
        gateway.destination(CommandType.ADD_DESTINATION, manual, "aeron:udp?endpoint=localhost:20141");
        scene.run();
        scene.run();

        assertThat(streams("--stream=1002")).contains(", no destinations\n");
        assertThat(streams("--stream=1003")).contains(", 1 destination\n");
        assertThat(streams("--stream=1004")).contains("channel active").doesNotContain("destination");
    }

    @Test
    void showsWhereASubscriptionToSeveralDestinationsListensAndWhoHoldsItsPublisherBack() {
        String channel = "aeron:udp?control-mode=manual";
        long subscription = risk.addSubscription(channel, 1003);
        scene.run();
        assertThat(streams()).contains("no stream at " + channel + "\n  channel active\n");

        risk.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron:udp?endpoint=localhost:20143");
        risk.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron:udp?endpoint=localhost:20144");
        scene.run();
        assertThat(streams())
                .contains(
                        "no stream at " + channel + "\n  channel active, bound to 127.0.0.1:20143, 127.0.0.1:20144\n");

        scene.offerImage();
        for (int position = 0; position < 32 << 10; position += 1024) {
            scene.bring(position, 1024);
        }

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1003, session 7  aeron:udp?control-mode=manual
                  image 6, term 64 KiB, window 32 KiB, MTU 1,408 B
                    received                  32,768    no gap
                    highest received          32,768
                    NAKs sent                      0
                    subscriber 3 of client 2       0    32 KiB behind
                    channel active, bound to 127.0.0.1:20143, 127.0.0.1:20144
                  -> publisher waits for subscriber 3 of client 2: 32 KiB behind, window 32 KiB
                """);
    }

    @Test
    void showsAGapOfAnImageAndWhatWaitsBehindIt() {
        risk.addSubscription(OWN, 1003);
        scene.run();
        scene.offerImage();
        scene.bring(0, 1024);
        scene.bring(2048, 1024);

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1003, session 7  aeron:udp?endpoint=localhost:20131
                  image 4, term 64 KiB, window 32 KiB, MTU 1,408 B
                    received                  1,024    2 KiB from a gap to the highest
                    highest received          3,072
                    NAKs sent                     0
                    subscriber 3 of client 2      0    1 KiB behind
                    channel active, bound to 127.0.0.1:20131
                  -> data is missing at position 1,024, 2 KiB before the highest received
                """);
    }

    @Test
    void namesTheSubscriberThatHoldsBackAPublisherElsewhere() {
        long subscription = risk.addSubscription(OWN, 1003);
        scene.run();
        scene.offerImage();
        for (int position = 0; position < 32 << 10; position += 1024) {
            scene.bring(position, 1024);
        }
        assertThat(streams())
                .contains("-> publisher waits for subscriber " + subscription
                        + " of client 2: 32 KiB behind, window 32 KiB\n");

        scene.consume(subscription, 31 << 10);
        assertThat(streams()).contains("-> nobody waits; subscriber 3 of client 2 is 1 KiB behind\n");

        scene.consume(subscription, 32 << 10);
        assertThat(streams()).contains("-> nobody waits\n");
    }

    @Test
    void showsAChannelAtWhichNothingArrives() {
        risk.addSubscription(OWN, 1003);
        scene.run();

        assertThat(streams()).isEqualTo("""
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                no streams

                no stream at aeron:udp?endpoint=localhost:20131
                  channel active, bound to 127.0.0.1:20131
                  -> nothing has ever arrived at localhost:20131 bound as 127.0.0.1:20131: the publisher is down, or sends to another address or port, or a firewall is in between
                """);
    }

    @Test
    void showsOnlyWhatPassesTheFilters() {
        gateway.addPublication(LOCAL, 1001);
        gateway.addPublication("aeron:ipc", 1002);
        risk.addSubscription(OWN, 1003);
        scene.run();

        assertThat(streams("--stream=100[2]")).contains("stream 1002,").doesNotContain("1001", OWN);
        assertThat(streams("--channel=orders")).contains("stream 1001,").doesNotContain("1002", OWN);
        assertThat(streams("--session=5001")).contains("stream 1002,").doesNotContain("1001", OWN);
        assertThat(streams("--channel=udp")).contains("no stream at " + OWN).doesNotContain("1001", "1002");
        assertThat(streams("--stream=100")).contains("no streams");
    }

    @Test
    void givesRatesFromTheSecondTimeOn() {
        long publication = gateway.addPublication(LOCAL, 1001);
        long subscription = risk.addSubscription(LOCAL, 1001);
        scene.run();

        ToolRun run = new ToolRun(scene::nowMs)
                .pause(ms -> {
                    assertThat(ms).isEqualTo(2_000);
                    scene.append(publication, 4096);
                    scene.consume(subscription, 1024);
                    scene.seconds(2, gateway, risk);
                    return true;
                })
                .of("streams", "--dir=" + scene.directory(), "--watch=2s", "--count=2");

        assertThat(run.status()).isZero();
        assertThat(run.out(scene.directory())).isEqualTo("""
                ---- 2023-11-14 22:13:20.000+0000
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 0 ms, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1001, session 5000  aeron:ipc?alias=orders
                  publication 3 of client 1, shared, term 64 KiB, window 32 KiB, MTU 1,408 B, connected
                    appended                       0
                    limit                     32,768    32 KiB left
                    subscriber 4 of client 2       0    all read
                  -> nobody waits

                ---- 2023-11-14 22:13:22.000+0000
                driver version=1.51.0 commit=tradebus in <directory>
                  pid <pid>, up 2 s, last sign of life 0 ms ago, control file 0.2.0, client liveness timeout 10 s

                stream 1001, session 5000  aeron:ipc?alias=orders
                  publication 3 of client 1, shared, term 64 KiB, window 32 KiB, MTU 1,408 B, connected
                    appended                   4,096  2 KiB/s
                    limit                     32,768    0 B/s  28 KiB left
                    subscriber 4 of client 2   1,024  512 B/s  3 KiB behind
                  -> nobody waits; subscriber 4 of client 2 is 3 KiB behind

                """);
    }

    @Test
    void givesScriptsTheSameAsJson() {
        long publication = gateway.addPublication(LOCAL, 1001);
        long subscription = risk.addSubscription(LOCAL, 1001);
        risk.addSubscription(OWN, 1003);
        scene.run();
        scene.tellName(risk, "risk \"1\"");
        scene.append(publication, 32 << 10);
        scene.consume(subscription, 1024);

        Map<String, Object> printed = JsonReader.object(streams("--json"));

        List<Map<String, Object>> streams = JsonReader.objects(printed, "streams");
        assertThat(streams).hasSize(1);
        assertThat(streams.get(0))
                .containsEntry("kind", "publication")
                .containsEntry("streamId", 1001L)
                .containsEntry("sessionId", 5000L)
                .containsEntry("registrationId", publication)
                .containsEntry("channel", LOCAL)
                .containsEntry("clientId", gateway.id())
                .containsEntry("connected", true)
                .containsEntry("exclusive", false)
                .containsEntry("position", 32768L)
                .containsEntry("limit", 32768L)
                .containsEntry("windowLeft", 0L)
                .containsEntry("window", 32768L)
                .containsEntry("limitedBy", "subscriber")
                .doesNotContainKeys("senderPosition", "unsent", "behindGap", "bytesPerSecond");
        assertThat(JsonReader.objects(streams.get(0), "subscribers").get(0))
                .containsEntry("registrationId", subscription)
                .containsEntry("client", "risk \"1\"")
                .containsEntry("position", 1024L)
                .containsEntry("joinPosition", 0L)
                .containsEntry("unread", 31744L)
                .containsEntry("spy", false);
        assertThat(JsonReader.objects(printed, "silentChannels").get(0))
                .containsEntry("channel", OWN)
                .containsEntry("status", "active")
                .containsEntry("localAddresses", List.of("127.0.0.1:20131"));
    }

    private String streams(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "--dir=" + scene.directory();
        System.arraycopy(options, 0, arguments, 1, options.length);
        ToolRun run = new ToolRun(scene::nowMs).of("streams", arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out(scene.directory());
    }
}
