package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.support.Conformance;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingDataTest {
    private static final int WINDOW = TestStream.TERM_LENGTH / 2;

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void sendsNothingBeforeAReceiverHasAnswered() {
        TestStream stream = harness.add(new TestStream());
        stream.publish(100);

        harness.runMs(50);

        assertThat(harness.sent()).hasSize(1).allMatch(line -> line.startsWith("SETUP"));
        assertThat(stream.position()).isZero();
    }

    @Test
    @Conformance({"WP-13", "WP-18", "WP-28"})
    void packsMessagesIntoOneDatagramWithTheBytesOfTheLog() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(5);
        stream.publish(40);

        harness.cycle();

        byte[] expected = new byte[160];
        stream.term(0).getBytes(0, expected);
        List<byte[]> datagrams = harness.port.takeDatagrams();
        assertThat(datagrams).hasSize(1);
        assertThat(datagrams.get(0)).isEqualTo(expected);
        assertThat(stream.position()).isEqualTo(160);
        assertThat(harness.count(SystemCounter.BYTES_SENT)).isGreaterThanOrEqualTo(160);
    }

    @Test
    @Conformance({"WP-13", "WP-14"})
    void sendsFragmentsOfOneLengthInOneCall() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(3000);

        harness.cycle();

        assertThat(harness.port.calls).containsExactly(1408 + 1408 + 288);
        assertThat(harness.sent())
                .containsExactly(
                        "DATA session=7 stream=10 term=5 offset=0 length=1408 flags=0x80",
                        "DATA session=7 stream=10 term=5 offset=1408 length=1408 flags=0x0",
                        "DATA session=7 stream=10 term=5 offset=2816 length=288 flags=0x40");
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    void sendsSeveralRunsInOneCycleWhenLengthsDiffer() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(900);
        stream.publish(1200);
        stream.publish(1300);
        stream.publish(1200);
        stream.publish(1200);

        harness.cycle();

        assertThat(harness.port.calls).containsExactly(960, 1248, 1344 + 1248);
        assertThat(harness.sent()).hasSize(4);
    }

    @Test
    void sendsNoMoreDatagramsInOneCycleThanItMay() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(7 * TestStream.maxPayload() / 2);
        stream.publish(7 * TestStream.maxPayload() / 2);

        harness.cycle();

        assertThat(harness.sent()).hasSize(4);
        harness.cycle();
        harness.cycle();
        assertThat(harness.sent()).hasSize(4);
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    void fillsACallThatTakesManyDatagrams() {
        harness.port.datagramsPerCall = 64;
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(7 * TestStream.maxPayload());
        stream.publish(7 * TestStream.maxPayload());

        harness.cycle();

        assertThat(harness.port.calls).containsExactly(14 * TestStream.MTU);
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    void sendsNoMoreRunsInOneCycleThanItMay() {
        harness.port.datagramsPerCall = 64;
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        for (int i = 0; i < 10; i++) {
            // Each is longer than the one before, and two do not fit into a datagram.
            stream.publish(800 + i * 32);
        }

        harness.cycle();

        assertThat(harness.port.calls).hasSize(SendBudget.MAX_RUNS);
        harness.cycle();
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    @Conformance("WP-17")
    void sendsTheHeaderOfPaddingAloneAndSkipsTheRest() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(5);
        stream.pad(132);
        stream.publish(5);

        harness.cycle();
        harness.cycle();

        List<byte[]> datagrams = harness.port.takeDatagrams();
        assertThat(datagrams).hasSize(2);
        assertThat(datagrams.get(0)).hasSize(64 + 32);
        assertThat(new UnsafeBuffer(datagrams.get(0), 64, 32).getInt(0)).isEqualTo(132);
        assertThat(stream.position()).isEqualTo(64 + 160 + 64);
    }

    @Test
    @Conformance({"WP-12", "WP-16"})
    void padsTheEndOfATermAndGoesOnInTheNextOne() {
        TestStream stream = new TestStream().startingAt(Integer.MAX_VALUE, TestStream.TERM_LENGTH - 128);
        harness.connected(stream, WINDOW);
        stream.publish(5);
        stream.publish(100);

        harness.cycle();
        harness.cycle();
        harness.cycle();

        assertThat(harness.sent())
                .containsExactly(
                        "DATA session=7 stream=10 term=2147483647 offset=65408 length=96",
                        "DATA session=7 stream=10 term=-2147483648 offset=0 length=160");
        assertThat(stream.position()).isEqualTo(TestStream.TERM_LENGTH + 160);
    }

    @Test
    void stopsBeforeAFrameThatIsNotComplete() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(5);
        stream.claim(40);
        stream.publish(5);

        harness.cycle();
        harness.cycle();

        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");
        assertThat(stream.position()).isEqualTo(64);
    }

    @Test
    @Conformance("WP-19")
    void neitherSplitsNorSendsAFrameThatDoesNotFitTheWindow() {
        TestStream stream = harness.connected(new TestStream(), 256);
        stream.publish(100);
        stream.publish(100);

        harness.cycle();
        harness.cycle();
        harness.cycle();

        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=160");
        assertThat(stream.position()).isEqualTo(160);
        assertThat(stream.backPressureEvents()).isEqualTo(1);
        assertThat(harness.count(SystemCounter.SENDER_FLOW_CONTROL_LIMITS)).isEqualTo(1);
    }

    @Test
    void countsOneEventForEachTimeItHasToWait() {
        TestStream stream = harness.connected(new TestStream(), 160);
        stream.publish(100);
        harness.cycle();
        harness.runMs(3);
        assertThat(stream.backPressureEvents()).isZero();

        stream.publish(100);
        harness.runMs(3);
        assertThat(stream.backPressureEvents()).isEqualTo(1);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 160, 160);
        harness.runMs(3);
        stream.publish(100);
        harness.runMs(3);
        assertThat(stream.backPressureEvents()).isEqualTo(2);
        assertThat(stream.position()).isEqualTo(320);
    }

    @Test
    void goesNoFurtherThanThePortWent() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(4000);
        harness.port.room = 1;

        harness.cycle();

        assertThat(stream.position()).isEqualTo(1408);
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isEqualTo(1);

        harness.port.room = Integer.MAX_VALUE;
        harness.cycle();
        assertThat(stream.position()).isEqualTo(stream.tail());
        assertThat(harness.sent())
                .extracting(line -> line.replaceAll(".*(offset=\\d+).*", "$1"))
                .containsExactly("offset=0", "offset=1408", "offset=2816");
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isEqualTo(1);
    }

    @Test
    void doesNotSkipPaddingThatThePortDidNotTake() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.pad(512);
        harness.port.room = 0;

        harness.cycle();
        assertThat(stream.position()).isZero();

        harness.port.room = 1;
        harness.cycle();
        assertThat(stream.position()).isEqualTo(512);
    }

    @Test
    void sendsNothingMoreOfAStreamThatWasTakenBack() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(100);
        stream.signals.revokeRelease();

        harness.runMs(50);

        assertThat(stream.position()).isZero();
        assertThat(harness.sent()).noneMatch(line -> line.startsWith("DATA"));
    }

    @Test
    @Conformance("WP-29")
    void stampsTheFirstFrameOfEachDatagramThatBeginsAMessage() {
        TestStream stream =
                harness.connected(new TestStream().sendTimestampOffset(TimestampOffset.RESERVED_VALUE), WINDOW);
        stream.publish(5);
        stream.publish(5);
        stream.publish(3000);

        harness.cycle();
        harness.cycle();

        List<byte[]> datagrams = harness.port.takeDatagrams();
        assertThat(datagrams)
                .extracting(datagram -> DataFrame.reservedValue(new UnsafeBuffer(datagram), 0))
                .containsExactly(SenderHarness.WALL_CLOCK_NS, SenderHarness.WALL_CLOCK_NS, 0L, 0L);
        assertThat(DataFrame.reservedValue(new UnsafeBuffer(datagrams.get(0)), 64))
                .isZero();
    }

    @Test
    @Conformance("WP-29")
    void stampsNeitherHeartbeatsNorPadding() {
        TestStream stream =
                harness.connected(new TestStream().sendTimestampOffset(TimestampOffset.RESERVED_VALUE), WINDOW);
        stream.pad(64);

        harness.runMs(110);

        assertThat(harness.port.takeDatagrams())
                .hasSize(2)
                .allSatisfy(datagram -> assertThat(DataFrame.reservedValue(new UnsafeBuffer(datagram), 0))
                        .isZero());
    }

    @Test
    void stampsOnlyWhereTheWholeTimestampFitsTheMessage() {
        TestStream stream = harness.connected(new TestStream().sendTimestampOffset(4), WINDOW);
        stream.publish(12);
        harness.cycle();
        stream.publish(11);
        stream.publish(100);
        harness.cycle();

        List<byte[]> datagrams = harness.port.takeDatagrams();
        assertThat(new UnsafeBuffer(datagrams.get(0)).getLong(36)).isEqualTo(SenderHarness.WALL_CLOCK_NS);
        byte[] unstamped = new byte[11];
        new UnsafeBuffer(datagrams.get(1)).getBytes(32, unstamped);
        assertThat(unstamped).isEqualTo(TestStream.message(11).byteArray());
    }

    @Test
    @Conformance("WP-112")
    void sendsOnlyDatagramsThatStricterReceiversTake() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        for (int i = 0; i < 400; i++) {
            stream.publish(i * 37 % 3000);
            if (i % 7 == 0 && stream.offset(stream.tail()) < TestStream.TERM_LENGTH - 512) {
                stream.pad(32 + i % 300);
            }
            harness.cycle();
            harness.cycle();
            harness.cycle();
            harness.statusMessage(stream, SenderHarness.RECEIVER, stream.position(), WINDOW);
            harness.cycle();
            stream.clean();
        }

        assertThat(stream.position()).isEqualTo(stream.tail());
        harness.runMs(100);
        List<byte[]> datagrams = harness.port.takeDatagrams();
        assertThat(datagrams).hasSizeGreaterThan(400);
        for (byte[] datagram : datagrams) {
            UnsafeBuffer buffer = new UnsafeBuffer(datagram);
            assertThat(DatagramRules.header(buffer, 0, datagram.length)).isNull();
            assertThat(DatagramRules.data(buffer, 0, datagram.length, TestStream.TERM_LENGTH))
                    .isNull();
        }
    }
}
