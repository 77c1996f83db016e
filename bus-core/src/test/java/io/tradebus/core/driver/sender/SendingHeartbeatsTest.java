package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingHeartbeatsTest {
    private static final int WINDOW = 16 << 10;
    private static final String HEARTBEAT = "HEARTBEAT session=7 stream=10 term=5 offset=0";

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance({"WP-21", "DB-39"})
    void sendsNoneBeforeAReceiverHasAnswered() {
        TestStream stream = harness.add(new TestStream());
        harness.runMs(1000);
        assertThat(harness.sent()).allMatch(line -> line.startsWith("SETUP"));

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.cycle();
        harness.cycle();

        assertThat(harness.sent()).containsExactly(HEARTBEAT);
        assertThat(harness.count(SystemCounter.HEARTBEATS_SENT)).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-21", "DB-39"})
    void sendsOneEvery100MsWhileThereIsNothingToSend() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        harness.runMs(99);
        assertThat(harness.sent()).isEmpty();
        harness.runMs(1);
        assertThat(harness.sent()).containsExactly(HEARTBEAT);

        stream.publish(5);
        harness.runMs(1);
        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");
        harness.runMs(94);
        assertThat(harness.sent()).isEmpty();
        harness.runMs(5);
        assertThat(harness.sent()).containsExactly("HEARTBEAT session=7 stream=10 term=5 offset=64");
        assertThat(harness.count(SystemCounter.HEARTBEATS_SENT)).isEqualTo(3);
    }

    @Test
    @Conformance({"WP-20", "WP-21"})
    void thoseOfStreamsThatBeganAtOtherTimesLeaveTogetherAsDatagramsOfTheirOwn() {
        harness.connected(new TestStream(7), WINDOW);
        harness.runMs(2);
        harness.connected(new TestStream(8), WINDOW);
        harness.runMs(2);
        harness.connected(new TestStream(9), WINDOW);
        long before = harness.count(SystemCounter.HEARTBEATS_SENT);

        harness.runMs(100);

        assertThat(harness.port.calls).containsExactly(3 * DataFrame.HEADER_LENGTH);
        assertThat(harness.sent())
                .containsExactlyInAnyOrder(
                        HEARTBEAT,
                        "HEARTBEAT session=8 stream=10 term=5 offset=0",
                        "HEARTBEAT session=9 stream=10 term=5 offset=0");
        assertThat(harness.count(SystemCounter.HEARTBEATS_SENT)).isEqualTo(before + 3);
    }

    @Test
    void thoseOfManyStreamsTakeACallFor64() {
        for (int session = 0; session < 70; session++) {
            harness.connected(new TestStream(session), WINDOW);
        }

        harness.runMs(100);

        assertThat(harness.port.calls).containsExactly(64 * DataFrame.HEADER_LENGTH, 6 * DataFrame.HEADER_LENGTH);
        assertThat(harness.sent()).hasSize(70).doesNotHaveDuplicates();
    }

    @Test
    void thoseOfAnotherEndpointLeaveByItsPort() {
        FakePort other = new FakePort();
        harness.sender.addEndpoint(harness.endpoint(SenderHarness.ENDPOINT + 1, other, null));
        harness.connected(new TestStream(7), WINDOW);
        connect(harness.add(new TestStream(8), SenderHarness.ENDPOINT + 1), other);
        harness.sent();

        harness.runMs(100);

        assertThat(harness.sent()).containsExactly(HEARTBEAT);
        assertThat(other.takeLines()).containsExactly("HEARTBEAT session=8 stream=10 term=5 offset=0");
    }

    @Test
    void thoseOfStreamsThatAnswerGoEachToWhoAskedForIt() {
        FakePort shared = new FakePort();
        shared.hasPeer = false;
        long endpointId = SenderHarness.ENDPOINT + 1;
        harness.sender.addEndpoint(
                new SendEndpointSetup(endpointId, shared, ControlMode.RESPONSE, null, null, harness.evidence));
        for (int session = 7; session <= 8; session++) {
            TestStream stream = harness.add(new TestStream(session), endpointId);
            InetSocketAddress asker = new InetSocketAddress("127.0.0.1", 30_000 + session);
            UnsafeBuffer message = SenderHarness.frame(StatusMessageFrame.LENGTH);
            StatusMessageFrame.write(
                    message, 0, StatusMessageFrame.FLAG_SETUP_REQUEST, session, TestStream.STREAM, session);
            harness.poller.deliver(shared, message, asker);
            harness.cycle();
            StatusMessageFrame.write(message, 0, 0, session, TestStream.STREAM, session);
            StatusMessageFrame.writeConsumption(message, 0, stream.termId(0), stream.offset(0), WINDOW);
            harness.poller.deliver(shared, message, asker);
            harness.cycle();
        }
        harness.cycle();
        shared.takeDatagrams();

        harness.runMs(100);

        List<Integer> targets = List.copyOf(shared.targets);
        List<String> lines = shared.takeLines();
        Map<String, Integer> heartbeats = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("HEARTBEAT")) {
                heartbeats.put(lines.get(i), targets.get(i));
            }
        }
        assertThat(heartbeats)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(HEARTBEAT, 30_007, "HEARTBEAT session=8 stream=10 term=5 offset=0", 30_008));
    }

    @Test
    void aPortThatFailsKeepsThoseOfOtherEndpointsFromNothing() {
        FakePort other = new FakePort();
        long endpointId = SenderHarness.ENDPOINT + 1;
        harness.connected(new TestStream(7), WINDOW);
        harness.sender.addEndpoint(harness.endpoint(endpointId, other, null));
        connect(harness.add(new TestStream(8), endpointId), other);
        harness.port.failsToSend = true;

        harness.runMs(100);

        assertThat(other.takeLines()).containsExactly("HEARTBEAT session=8 stream=10 term=5 offset=0");
        assertThat(harness.errors).hasSize(1).first().hasToString("java.lang.IllegalStateException: cannot send");
        harness.errors.clear();
    }

    /** Has a receiver answer at another port than that of the harness. */
    private void connect(TestStream stream, FakePort port) {
        UnsafeBuffer message = SenderHarness.frame(StatusMessageFrame.LENGTH);
        StatusMessageFrame.write(message, 0, 0, stream.sessionId(), TestStream.STREAM, SenderHarness.RECEIVER);
        StatusMessageFrame.writeConsumption(message, 0, stream.termId(0), stream.offset(0), WINDOW);
        harness.poller.deliver(port, message, FakePort.PEER);
        harness.cycle();
        harness.cycle();
        port.takeDatagrams();
    }

    @Test
    void thoseThatThePortDoesNotTakeAreNotCounted() {
        harness.connected(new TestStream(7), WINDOW);
        harness.connected(new TestStream(8), WINDOW);
        long before = harness.count(SystemCounter.HEARTBEATS_SENT);
        harness.port.room = 1;

        harness.runMs(100);

        assertThat(harness.port.calls).containsExactly(DataFrame.HEADER_LENGTH);
        assertThat(harness.count(SystemCounter.HEARTBEATS_SENT)).isEqualTo(before + 1);
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-5", "WP-20"})
    void isAHeaderOfLength0AtTheSenderPosition() {
        long position = 5L * TestStream.TERM_LENGTH + 160;
        harness.connected(new TestStream().startingAt(0x7FFF_FFFE, position), WINDOW);

        harness.runMs(100);

        assertThat(harness.port.takeDatagrams().get(0))
                .containsExactly(
                        0, 0, 0, 0, 0, 0xC0, 1, 0, 0xA0, 0, 0, 0, 7, 0, 0, 0, 10, 0, 0, 0, 3, 0, 0, 0x80, 0, 0, 0, 0, 0,
                        0, 0, 0);
    }

    @Test
    @Conformance("WP-22")
    void saysThatTheStreamHasEnded() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.signals.endStreamRelease();

        harness.runMs(200);

        assertThat(harness.sent()).containsExactly(HEARTBEAT + " flags=0xe0", HEARTBEAT + " flags=0xe0");
    }

    @Test
    @Conformance({"WP-22", "DB-40"})
    void doesNotSaySoIfItsChannelWantsItThatWay() {
        TestStream stream = harness.connected(new TestStream().endOfStreamNotSent(), WINDOW);
        stream.signals.endStreamRelease();

        harness.runMs(100);

        assertThat(harness.sent()).containsExactly(HEARTBEAT);
    }

    @Test
    @Conformance({"WP-23", "DB-40"})
    void saysThatThePublicationWasTakenBack() {
        TestStream stream = harness.connected(new TestStream().endOfStreamNotSent(), WINDOW);
        stream.signals.endStreamRelease();
        stream.signals.revokeRelease();

        harness.runMs(100);

        assertThat(harness.sent()).containsExactly(HEARTBEAT + " flags=0xf0");
    }

    @Test
    void asksAPortThatTakesNothingEvery100MsOnly() {
        harness.connected(new TestStream(), WINDOW);
        long before = harness.count(SystemCounter.HEARTBEATS_SENT);
        harness.port.room = 0;

        harness.runMs(250);

        assertThat(harness.port.calls).containsExactly(0, 0);
        assertThat(harness.count(SystemCounter.HEARTBEATS_SENT)).isEqualTo(before);
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isEqualTo(2);
    }
}
