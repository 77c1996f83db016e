package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.nio.file.Files;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicationCommandsTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-25", "DB-13"})
    void aFirstPublicationIsAnsweredAfterTheClientsHeartbeatCounter() {
        client.addPublication("aeron:ipc", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001 limit=48 status=-1 logFile=publications/2.logbuffer
                """);
    }

    @Test
    @Conformance({"SM-26", "DB-21"})
    void aSecondPublicationOfAStreamSharesTheFirst() {
        client.addPublication("aeron:ipc", 1001);
        client.addPublication("aeron:ipc?alias=other-words", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001 limit=48 status=-1 logFile=publications/2.logbuffer
                ON_PUBLICATION_READY correlation=3 registration=2 session=5000 stream=1001 limit=48 status=-1 logFile=publications/2.logbuffer
                """);
    }

    @Test
    @Conformance({"SM-27", "DB-21"})
    void anExclusivePublicationIsNeverShared() {
        client.addExclusivePublication("aeron:ipc", 1001);
        client.addExclusivePublication("aeron:ipc", 1001);
        client.addPublication("aeron:ipc", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_EXCLUSIVE_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001 limit=48 status=-1 logFile=publications/2.logbuffer
                ON_EXCLUSIVE_PUBLICATION_READY correlation=3 registration=3 session=5001 stream=1001 limit=50 status=-1 logFile=publications/3.logbuffer
                ON_PUBLICATION_READY correlation=4 registration=4 session=5002 stream=1001 limit=52 status=-1 logFile=publications/4.logbuffer
                """);
    }

    @Test
    void anIdIsUsedForOnePublicationOnly() {
        UnsafeBuffer command = new UnsafeBuffer(new byte[128]);
        int length = PublicationCommand.write(command, 0, client.id(), 500, 1001, "aeron:ipc");
        driver.ring().write(CommandType.ADD_PUBLICATION, command, 0, length);
        driver.ring().write(CommandType.ADD_PUBLICATION, command, 0, length);
        driver.ring().write(CommandType.ADD_EXCLUSIVE_PUBLICATION, command, 0, length);
        driver.run();
        assertThat(driver.events().lines().filter(line -> line.startsWith("ON_ERROR correlation=500 code=11")))
                .hasSize(2);

        client.close();
        driver.seconds(4);

        assertThat(driver.logPath(500)).doesNotExist();
    }

    @Test
    void otherClientsShareAPublicationToo() {
        RawClient other = driver.newClient();
        client.addPublication("aeron:ipc", 1001);
        other.addPublication("aeron:ipc", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_PUBLICATION_READY correlation=3 registration=3 session=5000 stream=1001 limit=48 status=-1 logFile=publications/3.logbuffer
                ON_COUNTER_READY registration=2 counter=49
                ON_PUBLICATION_READY correlation=4 registration=3 session=5000 stream=1001 limit=48 status=-1 logFile=publications/3.logbuffer
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "mtu=4096, existing publication has different 'mtu': existing=1408 requested=4096",
        "term-length=128k, existing publication has different 'term-length': existing=65536 requested=131072",
        "session-id=6, existing publication has different 'session-id': existing=5000 requested=6",
        "init-term-id=1|term-id=1|term-offset=0, existing publication has different 'init-term-id': existing=5001 requested=1",
    })
    @Conformance("DB-22")
    void aPublicationThatDiffersIsNotShared(String params, String text) {
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        driver.events();

        client.addPublication("aeron:ipc?" + params, 1001);
        driver.run();

        assertThat(driver.events()).isEqualTo("ON_ERROR correlation=3 code=11 message=" + text + "\n");
    }

    @Test
    @Conformance("DB-23")
    void aSessionThatIsInUseOnTheStreamIsRefused() {
        client.addExclusivePublication("aeron:ipc?session-id=42", 1001);
        client.addExclusivePublication("aeron:ipc?session-id=42", 1001);
        client.addExclusivePublication("aeron:ipc?session-id=42", 1002);

        driver.run();

        assertThat(driver.events())
                .contains("ON_EXCLUSIVE_PUBLICATION_READY correlation=2 registration=2 session=42 stream=1001")
                .contains("ON_ERROR correlation=3 code=1 message=existing publication has clashing sessionId=42")
                .contains("ON_EXCLUSIVE_PUBLICATION_READY correlation=4 registration=4 session=42 stream=1002");
    }

    @Test
    @Conformance("DB-25")
    void aSessionCanBeTakenFromATaggedPublication() {
        client.addPublication("aeron:ipc?tags=1,77|session-id=42|mtu=4096|term-length=128k", 1001);
        client.addPublication("aeron:ipc?session-id=tag:77", 1002);
        client.addPublication("aeron:ipc?session-id=tag:78", 1003);

        driver.run();

        assertThat(driver.events())
                .contains("ON_PUBLICATION_READY correlation=3 registration=3 session=42 stream=1002")
                .contains("ON_ERROR correlation=4 code=1 message=session-id=tag:78 must reference a publication");
        RawLog log = driver.log(3);
        assertThat(LogMetadata.mtuLength(log.metadata())).isEqualTo(4096);
        assertThat(LogMetadata.termLength(log.metadata())).isEqualTo(128 << 10);
    }

    @Test
    @Conformance("DB-29")
    void anEntityTagIsUsedOnce() {
        client.addPublication("aeron:ipc?tags=1,77", 1001);
        client.addPublication("aeron:ipc?tags=1,77", 1002);
        client.addPublication("aeron:ipc?tags=1,-1", 1003);

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=3 code=1 message=77 entityTag already in use")
                .containsPattern("ON_ERROR correlation=4 code=1 message=.*-1");
    }

    @Test
    @Conformance("DB-27")
    void aPublicationMayBeginAnywhere() {
        client.addSubscription("aeron:ipc", 1001);
        client.addPublication("aeron:ipc?init-term-id=5|term-id=7|term-offset=128", 1001);

        driver.run();

        RawLog log = driver.log(3);
        assertThat(log.producerPosition()).isEqualTo(131_200);
        assertThat(driver.counter(CounterType.PUBLISHER_POSITION, 3)).isEqualTo(131_200);
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 2)).isEqualTo(131_200);
        assertThat(driver.counter(CounterType.PUBLISHER_LIMIT, 3)).isEqualTo(131_200 + 32_768);
    }

    @Test
    @Conformance({"DB-27", "DB-33"})
    void withoutSubscribersTheLimitIsTheStart() {
        client.addPublication("aeron:ipc?init-term-id=5|term-id=7|term-offset=128", 1001);

        driver.run();

        assertThat(driver.counter(CounterType.PUBLISHER_LIMIT, 2)).isEqualTo(131_200);
        assertThat(driver.log(2).isConnected()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "init-term-id=5, must be used as a complete set",
        "init-term-id=5|term-id=6, must be used as a complete set",
        "init-term-id=5|term-id=6|term-offset=100, multiple of 32",
        "init-term-id=5|term-id=4|term-offset=0, term-id",
        "init-term-id=5|term-id=6|term-offset=65568, term-offset",
        "pub-wnd=1024, pub-wnd=1024",
        "max-resend=0, max-resend",
        "mtu=16384, MTU greater than max message length",
        "stream-id=7, stream-id=7",
        "response-correlation-id=-7, invalid response-correlation-id",
    })
    @Conformance({"DB-28", "DB-91"})
    void parametersThatAreWrongAreRefusedWithInvalidChannel(String params, String text) {
        client.addPublication("aeron:ipc?" + params, 1001);

        driver.run();

        assertThat(driver.events()).startsWith("ON_ERROR correlation=2 code=1 ").contains(text);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "term-length=32k, Term length less than min length of 65536",
        "term-length=2147483647, Term length more than max length of 1073741824",
        "term-length=100000, Term length not a power of 2",
        "mtu=100, mtu",
    })
    @Conformance("DB-91")
    void lengthsThatAreWrongAreRefusedWithGenericError(String params, String text) {
        client.addPublication("aeron:ipc?" + params, 1001);

        driver.run();

        assertThat(driver.events())
                .startsWith("ON_ERROR correlation=2 code=11 ")
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ipc",
        "aeron:xyz",
        "aeron:ipc?nonsense",
    })
    @Conformance("DB-91")
    void aChannelThatDoesNotParseIsRefused(String channel) {
        client.addPublication(channel, 1001);
        client.addSubscription(channel, 1001);

        driver.run();

        assertThat(driver.events())
                .startsWith("ON_ERROR correlation=2 code=1 ")
                .contains("ON_ERROR correlation=3 code=1 ");
    }

    @Test
    @Conformance({"SM-30", "SM-31"})
    void aPublicationIsRemovedByItsOwnRegistrationId() {
        client.addPublication("aeron:ipc", 1001);
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        driver.events();

        client.removePublication(3);
        client.removePublication(3);
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_OPERATION_SUCCESS correlation=4
                ON_ERROR correlation=5 code=3 message=unknown publication: 3
                """);
        assertThat(driver.log(2).endOfStreamPosition()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Conformance({"SM-48", "DB-35"})
    void theStreamEndsWhereTheLastOwnerLeftIt() {
        client.addPublication("aeron:ipc", 1001);
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        RawLog log = driver.log(2);
        log.append(128);

        client.removePublication(2);
        driver.run();
        assertThat(log.endOfStreamPosition()).isEqualTo(Long.MAX_VALUE);

        client.removePublication(3);
        driver.run();
        assertThat(log.endOfStreamPosition()).isEqualTo(128);
        assertThat(driver.counter(CounterType.PUBLISHER_LIMIT, 2)).isEqualTo(128);
    }

    @Test
    @Conformance({"DB-24", "SM-35"})
    void automaticSessionsJumpOverTheReservedRange() {
        driver.close();
        try (DriverHarness reserved = DriverHarness.start(config -> config.withPublication(
                config.publication().withReservedSessionIdLow(4990).withReservedSessionIdHigh(5009)))) {
            RawClient other = reserved.newClient();
            other.addPublication("aeron:ipc", 1001);
            other.nextSessionId(1001);
            reserved.run();

            assertThat(reserved.events())
                    .contains("session=5010 stream=1001")
                    .contains("ON_NEXT_AVAILABLE_SESSION_ID correlation=3 session=5011");
        }
    }

    @Test
    @Conformance({"SM-35", "DB-26"})
    void theNextSessionIsNotInUseOnTheStream() {
        client.addPublication("aeron:ipc?session-id=5000", 1001);
        client.addExclusivePublication("aeron:ipc?session-id=5001", 1001);
        client.nextSessionId(1001);
        client.nextSessionId(1001);

        driver.run();

        assertThat(driver.events())
                .contains("ON_NEXT_AVAILABLE_SESSION_ID correlation=4 session=5002\n")
                .contains("ON_NEXT_AVAILABLE_SESSION_ID correlation=5 session=5003\n");
    }

    @Test
    void destinationsAreForChannelsOfUdpOnly() {
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        driver.events();

        client.destination(CommandType.ADD_DESTINATION, 2, "aeron:udp?endpoint=localhost:20121");
        client.destination(CommandType.REMOVE_DESTINATION, 99, "aeron:udp?endpoint=localhost:20121");
        client.removeDestinationById(99, 1);
        client.removeDestinationById(2, 1);
        client.destination(CommandType.ADD_RCV_DESTINATION, 98, "aeron:ipc");
        client.destination(CommandType.REMOVE_RCV_DESTINATION, 98, "aeron:ipc");
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_ERROR correlation=3 code=3 message=unknown publication: 2
                ON_ERROR correlation=4 code=3 message=unknown publication: 99
                ON_ERROR correlation=5 code=3 message=unknown publication: 99
                ON_ERROR correlation=6 code=3 message=unknown publication: 2
                ON_ERROR correlation=7 code=2 message=unknown MDS subscription: 98
                ON_ERROR correlation=8 code=2 message=unknown subscription: 98
                """);
    }

    @Test
    @Conformance("SM-81")
    void countersOfAStreamAreLabelledWithItsRegistrationSessionStreamAndChannel() {
        client.addExclusivePublication("aeron:ipc?alias=orders", 1001);

        driver.run();

        assertThat(driver.counters().getCounterLabel(47))
                .isEqualTo("pub-pos (exclusive): 2 5000 1001 aeron:ipc?alias=orders");
        assertThat(driver.counters().getCounterLabel(48)).isEqualTo("pub-lmt: 2 5000 1001 aeron:ipc?alias=orders");
        assertThat(driver.counters().getCounterOwnerId(48)).isEqualTo(client.id());
        assertThat(driver.counters().getCounterRegistrationId(48)).isEqualTo(2);
    }

    @Test
    void aDrainedPublicationGivesItsSessionItsCountersAndItsFileBack() {
        client.addPublication("aeron:ipc?session-id=42", 1001);
        driver.run();
        long mappedBytes = driver.counter(SystemCounter.BYTES_MAPPED);
        client.removePublication(2);
        driver.seconds(2, client);

        client.addPublication("aeron:ipc?session-id=42", 1001);
        driver.run();

        assertThat(driver.events()).contains("ON_PUBLICATION_READY correlation=4 registration=4 session=42");
        assertThat(Files.exists(driver.logPath(2))).isFalse();
        assertThat(driver.counter(SystemCounter.BYTES_MAPPED)).isEqualTo(mappedBytes);
        assertThat(driver.counterId(CounterType.PUBLISHER_LIMIT, 2)).isEqualTo(-1);
    }
}
