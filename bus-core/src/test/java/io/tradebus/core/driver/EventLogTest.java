package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.EventLogConfig;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.files.EventFile;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a driver writes into its event log, line by line. */
class EventLogTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";
    private static final Pattern TIME = Pattern.compile("(?m)^2023-11-14T22:\\d\\d:\\d\\d\\.\\d{9}Z ");
    private static final int SESSION = 7;
    private static final int STREAM = 1001;
    private static final int TERM = 40;

    private final Path home = TestDirectories.create();
    private final Path file = home.resolve("events.log");
    private final TestNetwork network = new TestNetwork();
    private final TestDatagrams sender = new TestDatagrams(SESSION, STREAM, TERM);
    private final List<String> warnings = new ArrayList<>();
    private DriverHarness driver = DriverHarness.start();
    private RawClient client = driver.newClient();

    @AfterEach
    void close() throws IOException {
        driver.close();
        Files.deleteIfExists(file);
        Files.delete(home);
    }

    @Test
    @Conformance("DB-103")
    void writesWhatClientsAskForAndWhatTheyAreTold() {
        start(log -> log.withEnabled("commands,responses"));

        long publication = client.addPublication("aeron:ipc", STREAM);
        client.addExclusivePublication("aeron:ipc", 1002);
        long subscription = client.addSubscription("aeron:ipc", STREAM);
        client.rejectImage(publication, "not wanted");
        long counter = client.addCounter(1101, "my \"own\" counter");
        client.removeCounter(counter);
        client.keepAlive();
        client.removeSubscription(subscription);
        client.removePublication(publication);
        client.removePublication(77);
        client.terminate("please");
        client.close();
        driver.run();

        assertThat(lines()).isEqualTo("""
                CMD_IN_ADD_PUBLICATION client=1 correlation=2 stream=1001 channel=aeron:ipc
                CMD_OUT_COUNTER_READY registration=1 counter=46
                CMD_OUT_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001 limit=48 status=-1 \
                logFile=publications/2.logbuffer
                CMD_IN_ADD_EXCLUSIVE_PUBLICATION client=1 correlation=3 stream=1002 channel=aeron:ipc
                CMD_OUT_EXCLUSIVE_PUBLICATION_READY correlation=3 registration=3 session=5001 stream=1002 limit=50 \
                status=-1 logFile=publications/3.logbuffer
                CMD_IN_ADD_SUBSCRIPTION client=1 correlation=4 registrationCorrelation=-1 stream=1001 channel=aeron:ipc
                CMD_OUT_SUBSCRIPTION_READY correlation=4 status=-1
                CMD_OUT_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=4 counter=51 \
                logFile=publications/2.logbuffer sourceIdentity=aeron:ipc
                CMD_IN_REJECT_IMAGE client=1 correlation=5 image=2 position=0 reason="not wanted"
                CMD_OUT_ON_UNAVAILABLE_IMAGE correlation=2 subscription=4 stream=1001 channel=aeron:ipc
                CMD_OUT_ON_OPERATION_SUCCESS correlation=5
                CMD_IN_ADD_COUNTER client=1 correlation=6 type=1101 label="my \\"own\\" counter"
                CMD_OUT_COUNTER_READY registration=6 counter=52
                CMD_IN_REMOVE_COUNTER client=1 correlation=7 registration=6
                CMD_OUT_ON_OPERATION_SUCCESS correlation=7
                CMD_OUT_ON_UNAVAILABLE_COUNTER registration=6 counter=52
                CMD_IN_KEEPALIVE_CLIENT client=1 correlation=0
                CMD_IN_REMOVE_SUBSCRIPTION client=1 correlation=8 registration=4
                CMD_OUT_ON_OPERATION_SUCCESS correlation=8
                CMD_IN_REMOVE_PUBLICATION client=1 correlation=9 registration=2 flags=0
                CMD_OUT_ON_OPERATION_SUCCESS correlation=9
                CMD_IN_REMOVE_PUBLICATION client=1 correlation=10 registration=77 flags=0
                CMD_OUT_ERROR correlation=10 code=3 message="unknown publication: 77"
                CMD_IN_TERMINATE_DRIVER client=1 correlation=-1 tokenLength=6
                CMD_IN_CLIENT_CLOSE client=1 correlation=-1
                """);
    }

    @Test
    @Conformance("DB-103")
    void writesThatAClientTimedOut() {
        start(log -> log.withEnabled("CMD_OUT_ON_CLIENT_TIMEOUT"));
        client.addSubscription("aeron:ipc", STREAM);
        driver.run();

        driver.seconds(12);

        assertThat(lines()).isEqualTo("CMD_OUT_ON_CLIENT_TIMEOUT client=1\n");
    }

    @Test
    @Conformance("DB-103")
    void writesOfEachThingThatItIsGivenBackAndOfChannelsThatTheyComeAndGo() {
        start(log -> log.withEnabled("clean_up, channels"));
        long publication = client.addPublication("aeron:udp?endpoint=localhost:20122|linger=0", STREAM);
        long subscription = client.addSubscription(CHANNEL, STREAM);
        driver.run();
        arrives(sender.setup(0));
        arrives(sender.endOfStream(0));

        driver.seconds(8, client);
        client.removePublication(publication);
        client.removeSubscription(subscription);
        driver.seconds(3, client);

        assertThat(lines()).isEqualTo("""
                SEND_CHANNEL_CREATION channel=aeron:udp?endpoint=localhost:20122|linger=0 local=0.0.0.0:50001
                RECEIVE_CHANNEL_CREATION channel=aeron:udp?endpoint=localhost:20121 local=127.0.0.1:20121
                REMOVE_SUBSCRIPTION_CLEANUP registration=3 stream=1001 channel=aeron:udp?endpoint=localhost:20121
                RECEIVE_CHANNEL_CLOSE channel=aeron:udp?endpoint=localhost:20121
                REMOVE_IMAGE_CLEANUP image=4 session=7 stream=1001 channel=aeron:udp?endpoint=localhost:20121
                REMOVE_PUBLICATION_CLEANUP registration=2 session=5000 stream=1001 \
                channel=aeron:udp?endpoint=localhost:20122|linger=0
                SEND_CHANNEL_CLOSE channel=aeron:udp?endpoint=localhost:20122|linger=0
                """);
    }

    @Test
    @Conformance("DB-103")
    void writesHowReceiversCountAndWhatTheyAskForAgain() {
        start(log -> log.withEnabled("streams"));
        client.addPublication("aeron:udp?endpoint=224.20.30.39:24326|fc=min", STREAM);
        driver.run();
        TestDatagrams receiver = new TestDatagrams(5000, STREAM, 5001);
        UnsafeBuffer nak = new UnsafeBuffer(new byte[NakFrame.LENGTH]);
        NakFrame.write(nak, 0, 5000, STREAM, 5001, 0, 64);

        arrivesAtSender(receiver.statusMessage(0));
        driver.log(2).append(32);
        driver.log(2).append(32);
        driver.run();
        arrivesAtSender(nak);
        arrivesAtSender(receiver.lastStatusMessage(0));
        driver.milliseconds(1);
        client.revokePublication(2);
        driver.seconds(1, client);

        assertThat(lines()).isEqualTo("""
                FLOW_CONTROL_RECEIVER_ADDED receiver=99 receivers=1 session=5000 stream=1001 \
                channel=aeron:udp?endpoint=224.20.30.39:24326|fc=min
                NAK_RECEIVED from=10.0.0.9:9 session=5000 stream=1001 term=5001 offset=0 bytes length=64 bytes \
                channel=aeron:udp?endpoint=224.20.30.39:24326|fc=min
                RESEND session=5000 stream=1001 term=5001 offset=0 bytes length=64 bytes \
                channel=aeron:udp?endpoint=224.20.30.39:24326|fc=min
                FLOW_CONTROL_RECEIVER_REMOVED receiver=99 receivers=0 session=5000 stream=1001 \
                channel=aeron:udp?endpoint=224.20.30.39:24326|fc=min
                PUBLICATION_REVOKE registration=2 session=5000 stream=1001 \
                channel=aeron:udp?endpoint=224.20.30.39:24326|fc=min
                """);
    }

    @Test
    @Conformance("DB-103")
    void writesWhatAReceiverAsksForAgainAndThatAStreamIsRevoked() {
        start(log -> log.withEnabled("streams"));
        client.addSubscription(CHANNEL, STREAM);
        driver.run();
        arrives(sender.setup(0));
        arrives(sender.data(1024, 1024));
        driver.milliseconds(1);
        arrives(sender.revoked(4096));

        assertThat(lines()).isEqualTo("""
                NAK_SENT session=7 stream=1001 term=40 offset=0 bytes length=1024 bytes source=10.0.0.9:9 \
                channel=aeron:udp?endpoint=localhost:20121
                PUBLICATION_IMAGE_REVOKE image=3 session=7 stream=1001 position=4096 bytes \
                channel=aeron:udp?endpoint=localhost:20121
                """);
    }

    @Test
    @Conformance("DB-103")
    void writesWhatBecomesOfAnUntetheredSubscriber() {
        start(log -> log.withEnabled("UNTETHERED_SUBSCRIPTION_STATE_CHANGE"));
        client.addPublication("aeron:ipc?term-length=64k", STREAM);
        client.addSubscription("aeron:ipc", STREAM);
        client.addSubscription("aeron:ipc?tether=false", STREAM);
        driver.run();
        driver.log(2).append(28 << 10);
        driver.run();
        driver.consume(3, 28 << 10);

        driver.seconds(24, client);

        assertThat(lines()).startsWith("""
                UNTETHERED_SUBSCRIPTION_STATE_CHANGE subscription=4 image=2 session=5000 stream=1001 before=ACTIVE \
                now=LINGERING channel=aeron:ipc?term-length=64k
                UNTETHERED_SUBSCRIPTION_STATE_CHANGE subscription=4 image=2 session=5000 stream=1001 before=LINGERING \
                now=RESTING channel=aeron:ipc?term-length=64k
                UNTETHERED_SUBSCRIPTION_STATE_CHANGE subscription=4 image=2 session=5000 stream=1001 before=RESTING \
                now=ACTIVE channel=aeron:ipc?term-length=64k
                """);
    }

    @Test
    @Conformance("DB-103")
    void writesDatagramsAndNames() {
        start(log -> log.withEnabled("frames,names"));
        client.addPublication(CHANNEL, STREAM);
        driver.run();

        arrivesAtSender(new TestDatagrams(5000, STREAM, 5001).statusMessage(0));
        driver.log(2).append(32);
        driver.run();

        assertThat(lines()).isEqualTo("""
                NAME_RESOLUTION_RESOLVE resolver=default duration=0ns name=localhost again=false address=127.0.0.1
                FRAME_OUT to=127.0.0.1:20121 length=40 bytes frame="SETUP offset=0 session=5000 stream=1001 \
                initialTerm=5001 term=5001 termLength=65536 mtu=1408 ttl=0"
                FRAME_IN from=10.0.0.9:9 length=36 bytes frame="SM session=5000 stream=1001 term=5001 offset=0 \
                window=32768 receiver=99"
                FRAME_OUT to=127.0.0.1:20121 length=32 bytes frame="HEARTBEAT session=5000 stream=1001 term=5001 \
                offset=0"
                FRAME_OUT to=127.0.0.1:20121 length=32 bytes frame="DATA session=5000 stream=1001 term=5001 offset=0 \
                length=32"
                """);
    }

    @Test
    void writesJsonAndLeavesOutWhatIsDisabled() {
        start(log -> log.withEnabled("all")
                .withDisabled("FRAME_IN,2,responses,names,other")
                .withJson(true));
        client.addPublication(CHANNEL, STREAM);

        driver.run();

        assertThat(lines()).isEqualTo("""
                {"time":"2023-11-14T22:13:20.000000000Z","event":"CMD_IN_ADD_PUBLICATION","id":3,"client":1,\
                "correlation":2,"stream":1001,"channel":"aeron:udp?endpoint=localhost:20121"}
                {"time":"2023-11-14T22:13:20.000000000Z","event":"SEND_CHANNEL_CREATION","id":23,\
                "channel":"aeron:udp?endpoint=localhost:20121","local":"0.0.0.0:50001"}
                """);
    }

    @Test
    void saysWhenItStarts() {
        start(log -> log.withEnabled("51"));

        driver.run();

        assertThat(lines())
                .isEqualTo(
                        "TEXT_DATA text=\"driver started in " + driver.driver().directory() + "\"\n");
    }

    @Test
    void warnsOfEventsThatNobodyKnows() {
        start(log -> log.withEnabled("NAK_SEND,RESEND"));

        assertThat(warnings).contains("unknown event 'NAK_SEND', did you mean NAK_SENT?");
    }

    @Test
    void isSwitchedOnAndOffWhileTheDriverRuns() throws IOException {
        start(log -> log.withEnabled(""));
        client.addPublication("aeron:ipc", STREAM);
        driver.run();
        try (EventFile events = EventFile.map(driver.driver().directory().resolve("events.dat"))) {
            events.wantedRelease(1L << 3);
            driver.run();
            assertThat(events.enabledAcquire()).isEqualTo(1L << 3);
            client.addPublication("aeron:ipc", 1002);
            driver.run();
            events.wantedRelease(0);
            driver.run();
            assertThat(events.enabledAcquire()).isZero();
            client.addPublication("aeron:ipc", 1003);
            driver.run();
        }

        assertThat(lines()).isEqualTo("CMD_IN_ADD_PUBLICATION client=1 correlation=3 stream=1002 channel=aeron:ipc\n");
    }

    private void start(UnaryOperator<EventLogConfig> change) {
        driver.close();
        driver = DriverHarness.start(
                config -> withEventLog(config, change),
                assembly -> network.join(assembly).observer(new DriverObserver() {
                    @Override
                    public void onWarning(String text) {
                        warnings.add(text);
                    }
                }));
        client = driver.newClient();
    }

    private DriverConfig withEventLog(DriverConfig config, UnaryOperator<EventLogConfig> change) {
        EventLogConfig log = config.operation().eventLog().withFileName(file.toString());
        return config.withOperation(config.operation().withEventLog(change.apply(log)));
    }

    private void arrives(UnsafeBuffer datagram) {
        network.port(PortRole.RECEIVER).arrives(datagram);
        driver.run();
    }

    private void arrivesAtSender(UnsafeBuffer datagram) {
        network.port(PortRole.SENDER).arrives(datagram);
        driver.run();
    }

    /** What was written, without times and with paths as from the directory of the driver. */
    private String lines() {
        try {
            String directory = driver.driver().directory() + "/";
            return TIME.matcher(Files.readString(file).replace(directory, "")).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
