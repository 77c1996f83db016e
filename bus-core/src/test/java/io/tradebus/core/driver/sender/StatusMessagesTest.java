package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusMessagesTest {
    private static final int HALF_TERM = TestStream.TERM_LENGTH / 2;
    private static final int WINDOW = 16 << 10;
    private static final long OTHER = 99;

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void connectTheStreamAndOpenItsWindow() {
        TestStream stream = harness.add(new TestStream());

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.cycle();

        assertThat(stream.isConnected()).isTrue();
        assertThat(stream.signals.hasReceiversAcquire()).isTrue();
        assertThat(stream.limit()).isEqualTo(WINDOW);
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_RECEIVED)).isEqualTo(1);
        assertThat(harness.evidence.statusMessagesHeard().get()).isEqualTo(1);
        assertThat(harness.evidence.lastStatusMessage().get()).isEqualTo(SenderHarness.EPOCH_MS);
    }

    @Test
    @Conformance("WP-55")
    void neverTakeBackWhatTheyGaveOnUnicast() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW / 2);
        harness.runMs(10);

        assertThat(stream.limit()).isEqualTo(WINDOW);
    }

    @Test
    @Conformance({"WP-54", "DB-41"})
    void areRejectedMoreThanHalfATermFromTheSender() {
        long start = 4L * TestStream.TERM_LENGTH;
        TestStream stream = harness.add(new TestStream().startingAt(TestStream.INITIAL_TERM, start));

        harness.statusMessage(stream, SenderHarness.RECEIVER, start - HALF_TERM - 32, WINDOW);
        harness.statusMessage(stream, SenderHarness.RECEIVER, start + HALF_TERM + 32, WINDOW);
        harness.cycle();
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_REJECTED)).isEqualTo(2);
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
        assertThat(stream.signals.hasReceiversAcquire()).isFalse();
        assertThat(stream.limit()).isEqualTo(start);

        harness.statusMessage(stream, SenderHarness.RECEIVER, start - HALF_TERM, WINDOW);
        harness.statusMessage(stream, SenderHarness.RECEIVER, start + HALF_TERM, WINDOW);
        harness.cycle();
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_REJECTED)).isEqualTo(2);
        assertThat(stream.limit()).isEqualTo(start + HALF_TERM + WINDOW);
    }

    @Test
    void areDroppedWithAWindowThatNoReceiverCanHave() {
        TestStream stream = harness.add(new TestStream());

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, HALF_TERM + 1);
        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, -1);
        harness.cycle();

        assertThat(harness.count(DatagramFault.BAD_STATUS_MESSAGE)).isEqualTo(2);
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(2);
        assertThat(stream.signals.hasReceiversAcquire()).isFalse();
    }

    @Test
    void ofStreamsThatAreNotSentHereAreIgnored() {
        TestStream stream = harness.add(new TestStream());
        TestStream other = new TestStream(TestStream.SESSION + 1);

        harness.statusMessage(other, SenderHarness.RECEIVER, 0, WINDOW);
        harness.cycle();

        assertThat(stream.limit()).isZero();
        assertThat(harness.evidence.statusMessagesHeard().get()).isZero();
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
    }

    @Test
    void reachTheStreamTheyAreAbout() {
        TestStream first = harness.add(new TestStream(1));
        TestStream second = harness.add(new TestStream(-1));

        harness.statusMessage(first, SenderHarness.RECEIVER, 0, 1024);
        harness.statusMessage(second, SenderHarness.RECEIVER, 0, 2048);
        harness.statusMessage(first, SenderHarness.RECEIVER, 0, 4096);
        harness.cycle();

        assertThat(first.limit()).isEqualTo(4096);
        assertThat(second.limit()).isEqualTo(2048);
    }

    @Test
    @Conformance({"WP-61", "DB-42"})
    void keepAReceiverFor5Seconds() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        harness.runMs(4999);
        assertThat(stream.isConnected()).isTrue();

        harness.runMs(1);
        assertThat(stream.isConnected()).isFalse();
        assertThat(stream.signals.hasReceiversAcquire()).isFalse();
    }

    @Test
    @Conformance("DB-42")
    void keepTheStreamConnectedAsLongAsOneReceiverIsHeard() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        for (int i = 0; i < 4; i++) {
            harness.statusMessage(stream, OTHER, 0, WINDOW);
            harness.runMs(2000);
        }
        assertThat(stream.isConnected()).isTrue();

        harness.runMs(3001);
        assertThat(stream.isConnected()).isFalse();
    }

    @Test
    @Conformance("WP-50")
    void withAnEndForgetTheReceiverAndAreHeardOnUnicast() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        assertThat(stream.signals.isUnicastEndHeardAcquire()).isFalse();

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW, StatusMessageFrame.FLAG_END_OF_STREAM, null);
        harness.cycle();

        assertThat(stream.isConnected()).isFalse();
        assertThat(stream.signals.isUnicastEndHeardAcquire()).isTrue();
    }

    @Test
    @Conformance("WP-50")
    void withAnEndDoNotShortenTheLifeOfAGroup() {
        TestStream stream = harness.connected(new TestStream().group(FlowControlKind.MAX, 0, -1), WINDOW);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW, StatusMessageFrame.FLAG_END_OF_STREAM, null);
        harness.cycle();

        assertThat(stream.isConnected()).isFalse();
        assertThat(stream.signals.isUnicastEndHeardAcquire()).isFalse();
    }

    @Test
    @Conformance("WP-56")
    void ofTheSlowestReceiverHoldUpAGroupWithMin() {
        TestStream stream = harness.connected(new TestStream().group(FlowControlKind.MIN, 0, -1), WINDOW);
        harness.statusMessage(stream, OTHER, 0, WINDOW / 2);
        harness.runMs(2);

        assertThat(stream.limit()).isEqualTo(WINDOW / 2);
        assertThat(stream.receiverCount()).isEqualTo(2);
    }

    @Test
    @Conformance("WP-57")
    void withAnEndLetAGroupGoOnWithMin() {
        TestStream stream = harness.connected(new TestStream().group(FlowControlKind.MIN, 0, -1), WINDOW);
        harness.statusMessage(stream, OTHER, 0, WINDOW / 2);
        harness.runMs(2);

        harness.statusMessage(stream, OTHER, 0, WINDOW / 2, StatusMessageFrame.FLAG_END_OF_STREAM, null);
        harness.runMs(2);

        assertThat(stream.limit()).isEqualTo(WINDOW);
        assertThat(stream.receiverCount()).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-58", "WP-7"})
    void withTheTagAloneCountForATaggedGroup() {
        TestStream stream = harness.add(new TestStream().group(FlowControlKind.TAGGED, 0, 42));
        harness.statusMessage(stream, OTHER, 0, WINDOW, 0, 42L);
        harness.runMs(2);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 4096, WINDOW);
        harness.statusMessage(stream, SenderHarness.RECEIVER, 4096, WINDOW, 0, 41L);
        harness.runMs(2);

        assertThat(stream.limit()).isEqualTo(WINDOW);
        assertThat(stream.receiverCount()).isEqualTo(1);
    }

    @Test
    @Conformance("WP-59")
    void ofTooFewReceiversDoNotConnectAGroup() {
        TestStream stream = harness.add(new TestStream().group(FlowControlKind.MIN, 2, -1));
        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.runMs(2);
        assertThat(stream.signals.hasReceiversAcquire()).isTrue();
        assertThat(stream.isConnected()).isFalse();

        harness.statusMessage(stream, OTHER, 0, WINDOW);
        harness.runMs(2);
        assertThat(stream.isConnected()).isTrue();
    }

    @Test
    @Conformance("DB-79")
    void areNotNeededWhereASpyStandsForAReceiver() {
        TestStream stream = harness.add(new TestStream());
        stream.publish(100);
        stream.publish(100);

        stream.signals.spyPositionRelease(160);
        harness.cycle();
        assertThat(stream.position()).isEqualTo(160);
        assertThat(stream.limit()).isEqualTo(160);

        stream.signals.spyPositionRelease(320);
        harness.cycle();
        assertThat(stream.position()).isEqualTo(320);
        assertThat(harness.sent()).noneMatch(line -> line.startsWith("DATA"));
        assertThat(stream.backPressureEvents()).isZero();
    }

    @Test
    @Conformance("DB-79")
    void takeOverFromASpy() {
        TestStream stream = harness.add(new TestStream());
        stream.publish(100);
        stream.publish(100);
        stream.signals.spyPositionRelease(160);
        harness.cycle();

        harness.statusMessage(stream, SenderHarness.RECEIVER, 160, WINDOW);
        harness.runMs(2);

        assertThat(stream.position()).isEqualTo(320);
        assertThat(harness.sent()).contains("DATA session=7 stream=10 term=5 offset=160 length=160");
    }

    @Test
    void neverMoveTheSenderBackToASpy() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(100);
        stream.signals.spyPositionRelease(0);

        harness.runMs(5200);

        assertThat(stream.position()).isEqualTo(160);
        assertThat(stream.limit()).isEqualTo(160);
    }
}
