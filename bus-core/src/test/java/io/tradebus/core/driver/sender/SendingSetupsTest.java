package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingSetupsTest {
    private static final String SETUP =
            "SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0";
    private static final int WINDOW = 16 << 10;

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance({"WP-30", "DB-39"})
    void offersAStreamAtOnceAndThenEvery100MsUntilAReceiverAnswers() {
        TestStream stream = harness.add(new TestStream());

        harness.cycle();
        assertThat(harness.sent()).containsExactly(SETUP);

        harness.runMs(99);
        assertThat(harness.sent()).isEmpty();

        harness.runMs(1);
        assertThat(harness.sent()).containsExactly(SETUP);
        assertThat(harness.evidence.setupsSent().get()).isEqualTo(2);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.runMs(1000);
        assertThat(harness.sent()).isNotEmpty().doesNotContain(SETUP);
        assertThat(harness.evidence.setupsSent().get()).isEqualTo(2);
    }

    @Test
    @Conformance({"WP-5", "WP-31"})
    void saysTheGeometryAndWhereTheSenderStands() {
        long position = 3L * TestStream.TERM_LENGTH + 4096;
        TestStream stream = harness.add(new TestStream().startingAt(Integer.MAX_VALUE, position));

        harness.cycle();

        byte[] frame = harness.port.takeDatagrams().get(0);
        assertThat(frame).hasSize(40);
        assertThat(frame)
                .containsExactly(
                        0x28, 0, 0, 0, 0, 0, 5, 0, 0, 0x10, 0, 0, 7, 0, 0, 0, 10, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 2, 0,
                        0, 0x80, 0, 0, 1, 0, 0x80, 5, 0, 0, 0, 0, 0, 0);
        assertThat(stream.position()).isEqualTo(position);
    }

    @Test
    @Conformance("WP-32")
    void carriesTheFlagsAndTheTimeToLiveOfItsChannel() {
        harness.add(new TestStream().setup(SetupFrame.FLAG_GROUP, 4));

        harness.cycle();

        assertThat(harness.sent())
                .containsExactly(
                        "SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=4 flags=0x40");
    }

    @Test
    @Conformance({"WP-37", "DB-39"})
    void answersARequestWithin100MsAndOnlyOnceWhenAReceiverIsLive() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        harness.runMs(150);
        harness.sent();

        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.cycle();
        assertThat(harness.sent()).isEmpty();
        harness.runMs(1);
        assertThat(harness.sent()).containsExactly(SETUP);

        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.runMs(98);
        assertThat(harness.sent()).doesNotContain(SETUP);
        harness.runMs(3);
        assertThat(harness.sent()).contains(SETUP);

        harness.runMs(500);
        assertThat(harness.sent()).doesNotContain(SETUP);
        assertThat(stream.isConnected()).isTrue();
    }

    @Test
    @Conformance("WP-37")
    void repeatsTheAnswerUntilAReceiverIsLive() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        harness.runMs(5001);
        assertThat(stream.isConnected()).isFalse();
        harness.sent();

        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.runMs(350);

        assertThat(harness.sent().stream().filter(SETUP::equals)).hasSize(4);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.runMs(500);
        assertThat(harness.sent().stream().filter(SETUP::equals)).hasSize(1);
    }

    @Test
    void offersNothingByItselfOnceItWasConnected() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        harness.runMs(20_000);

        assertThat(stream.isConnected()).isFalse();
        assertThat(harness.sent()).hasSize(200).allMatch(line -> line.startsWith("HEARTBEAT"));
    }

    @Test
    @Conformance("WP-38")
    void isNotConnectedByARequest() {
        TestStream stream = harness.add(new TestStream());
        stream.publish(100);

        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.runMs(1000);

        assertThat(stream.isConnected()).isFalse();
        assertThat(stream.signals.hasReceiversAcquire()).isFalse();
        assertThat(stream.limit()).isZero();
        assertThat(harness.sent()).containsOnly(SETUP);
    }

    @Test
    void answersNoRequestAfterItsEnd() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.signals.endStreamRelease();

        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.runMs(300);

        assertThat(harness.sent()).isNotEmpty().doesNotContain(SETUP);
    }

    @Test
    void offersNothingThatWasTakenBack() {
        TestStream stream = harness.add(new TestStream());
        stream.signals.revokeRelease();

        harness.runMs(300);

        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void asksAPortThatTakesNothingEvery100MsOnly() {
        harness.port.room = 0;
        harness.add(new TestStream());

        harness.runMs(250);

        assertThat(harness.port.calls).hasSize(3);
        assertThat(harness.evidence.setupsSent().get()).isZero();
    }

    @Test
    void ignoresRequestsForStreamsThatAreNotSentHere() {
        harness.connected(new TestStream(), WINDOW);
        harness.runMs(150);
        harness.sent();
        long heard = harness.evidence.statusMessagesHeard().get();

        harness.setupRequest(0, 0);
        harness.runMs(150);

        assertThat(harness.sent()).doesNotContain(SETUP);
        assertThat(harness.evidence.statusMessagesHeard().get()).isEqualTo(heard);
    }

    /** Flow control is told, so that it holds on for the one that joins. */
    @Test
    void holdsTheLimitForAReceiverThatJoinsAGroup() {
        TestStream stream = harness.connected(new TestStream().group(FlowControlKind.MIN, 0, -1), WINDOW);
        harness.runMs(150);
        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.runMs(5);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 4096, WINDOW);
        harness.runMs(5);

        assertThat(stream.limit()).isEqualTo(WINDOW);
    }
}
