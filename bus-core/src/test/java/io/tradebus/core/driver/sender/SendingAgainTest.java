package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingAgainTest {
    private static final int WINDOW = TestStream.TERM_LENGTH / 2;
    private static final String FIRST = "DATA session=7 stream=10 term=5 offset=0 length=160";

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance("WP-70")
    void sendsWholeFramesUpToTheLengthThatIsAskedFor() {
        TestStream stream = sent(new TestStream(), 100, 100, 100);

        harness.nak(stream, 0, 400);
        harness.cycle();

        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=320");
        assertThat(stream.naksReceived()).isEqualTo(1);
        assertThat(harness.count(SystemCounter.NAKS_RECEIVED)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.RETRANSMITS_SENT)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.RETRANSMITTED_BYTES)).isEqualTo(320);
        assertThat(stream.position()).isEqualTo(480);
    }

    @Test
    void fillsACallThatTakesManyDatagrams() {
        harness.port.datagramsPerCall = 64;
        TestStream stream = sent(new TestStream(), 10 * TestStream.maxPayload());

        harness.nak(stream, 0, 10 * TestStream.MTU);
        harness.cycle();

        assertThat(harness.port.calls).containsExactly(10 * TestStream.MTU);
        assertThat(harness.count(SystemCounter.RETRANSMITS_SENT)).isEqualTo(10);
    }

    @Test
    @Conformance({"WP-70", "WP-71"})
    void sendsNothingForLessThanTheFirstFrame() {
        TestStream stream = sent(new TestStream(), 100);

        harness.nak(stream, 0, 64);
        harness.cycle();
        harness.nak(stream, 0, 160);
        harness.runMs(9);
        assertThat(harness.sent()).isEmpty();

        harness.runMs(1);
        harness.nak(stream, 0, 160);
        harness.cycle();
        assertThat(harness.sent()).containsExactly(FIRST);
    }

    @Test
    @Conformance("WP-71")
    void ignoresRequestsForARangeThatWasSentAgainAMomentAgo() {
        TestStream stream = sent(new TestStream(), 100, 100);
        harness.nak(stream, 0, 320);
        harness.cycle();
        harness.sent();

        harness.nak(stream, 0, 160);
        harness.nak(stream, 160, 160);
        harness.runMs(9);

        assertThat(harness.sent()).isEmpty();
        assertThat(stream.naksReceived()).isEqualTo(3);
    }

    @Test
    @Conformance("WP-72")
    void answersTheOnlyReceiverAtOnce() {
        TestStream stream = sent(new TestStream(), 100, 100, 100);

        harness.nak(stream, 0, 160);
        harness.nak(stream, 320, 160);
        harness.nak(stream, 160, 160);
        harness.cycle();

        assertThat(harness.sent()).hasSize(3);
        assertThat(harness.count(SystemCounter.RETRANSMIT_OVERFLOWS)).isZero();
    }

    @Test
    @Conformance("WP-72")
    void answersAGroupForAsManyRangesAsThereMayBe() {
        TestStream stream =
                sent(new TestStream().group(FlowControlKind.MAX, 0, -1).retransmits(2, 0), 100, 100, 100);

        harness.nak(stream, 0, 160);
        harness.nak(stream, 160, 160);
        harness.nak(stream, 320, 160);
        harness.cycle();

        assertThat(harness.sent()).hasSize(2);
        assertThat(harness.count(SystemCounter.RETRANSMIT_OVERFLOWS)).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsItIsTold() {
        TestStream stream = sent(new TestStream().retransmits(16, 5_000_000), 100);
        harness.nak(stream, 0, 160);
        harness.cycle();

        harness.runMs(4);
        assertThat(harness.sent()).isEmpty();

        harness.runMs(1);
        assertThat(harness.sent()).containsExactly(FIRST);
    }

    @Test
    @Conformance("WP-73")
    void sendsNothingThatWasNotSentBefore() {
        TestStream stream = sent(new TestStream(), 100);
        harness.nak(stream, 160, 160);
        harness.cycle();

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.count(SystemCounter.RETRANSMITS_SENT)).isZero();
    }

    @Test
    void endsWhereTheSenderStands() {
        TestStream stream = harness.connected(new TestStream(), 160);
        stream.publish(100);
        stream.publish(100);
        harness.cycle();
        assertThat(harness.sent()).containsExactly(FIRST);

        harness.nak(stream, 0, 4096);
        harness.cycle();

        assertThat(harness.sent()).containsExactly(FIRST);
    }

    @Test
    @Conformance("WP-73")
    void sendsNothingThatMayBeOverwritten() {
        TestStream stream = sent(new TestStream());
        int reach = TestStream.TERM_LENGTH / 2 + Positions.maxMessageLength(TestStream.TERM_LENGTH);
        while (stream.position() < reach + 160) {
            stream.publish(100);
            harness.statusMessage(stream, SenderHarness.RECEIVER, stream.position(), WINDOW);
            harness.cycle();
            harness.cycle();
        }
        harness.sent();

        harness.nak(stream, stream.position() - reach - 160, 160);
        harness.cycle();
        assertThat(harness.sent()).isEmpty();

        harness.nak(stream, stream.position() - reach, 160);
        harness.cycle();
        assertThat(harness.sent()).hasSize(1);
    }

    @Test
    @Conformance("WP-74")
    void countsRequestsForRangesThatCannotBe() {
        TestStream stream = sent(new TestStream(), 100);

        harness.nak(stream, TestStream.INITIAL_TERM, -32, 160);
        harness.nak(stream, TestStream.INITIAL_TERM, TestStream.TERM_LENGTH, 160);
        harness.nak(stream, TestStream.INITIAL_TERM, 0, -160);
        harness.nak(stream, TestStream.INITIAL_TERM, 4, 160);
        harness.cycle();

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.count(DatagramFault.BAD_NAK)).isEqualTo(4);
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(4);
        assertThat(stream.naksReceived()).isZero();
    }

    @Test
    void asksForNothingWithoutBeingAFault() {
        TestStream stream = sent(new TestStream(), 100);

        harness.nak(stream, 0, 0);
        harness.cycle();

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
    }

    @Test
    void sendsNothingFromTheMiddleOfAMessage() {
        TestStream stream = sent(new TestStream(), 1000);
        // The payload looks like a frame, and whoever asks knows it.
        stream.term(0).putInt(64, 64);
        DataFrame.type(stream.term(0), 64, DataFrame.TYPE_DATA);

        harness.nak(stream, 64, 4096);
        harness.cycle();

        assertThat(harness.sent()).isEmpty();
    }

    @Test
    @Conformance("WP-75")
    void sendsNoMoreForOneRequestThanSoManyWindows() {
        TestStream stream = sent(new TestStream().retransmitWindows(1).group(FlowControlKind.MAX, 0, -1));
        while (stream.position() < 39_000) {
            stream.publish(1000);
            harness.statusMessage(stream, SenderHarness.RECEIVER, stream.position(), WINDOW);
            harness.cycle();
            harness.cycle();
        }
        harness.sent();

        harness.nak(stream, 0, Integer.MAX_VALUE);
        harness.cycle();

        // As many frames of 1056 bytes as fit half a term.
        assertThat(harness.count(SystemCounter.RETRANSMITTED_BYTES)).isEqualTo(32_736);
        assertThat(harness.sent()).hasSize(31);
    }

    @Test
    @Conformance("WP-77")
    void sendsAgainWhateverTheLimitIs() {
        TestStream stream = harness.connected(new TestStream(), 160);
        stream.publish(100);
        harness.cycle();
        harness.sent();
        assertThat(stream.limit()).isEqualTo(stream.position());

        harness.nak(stream, 0, 160);
        harness.cycle();

        assertThat(harness.sent()).containsExactly(FIRST);
    }

    @Test
    void sendsTheHeaderOfPaddingAgainAndWhatFollowsIt() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        stream.publish(5);
        stream.pad(132);
        stream.publish(5);
        harness.cycle();
        harness.cycle();
        harness.sent();

        harness.nak(stream, 0, 288);
        harness.cycle();

        assertThat(harness.sent())
                .containsExactly(
                        "DATA session=7 stream=10 term=5 offset=0 length=96",
                        "DATA session=7 stream=10 term=5 offset=224 length=64");
    }

    @Test
    void stopsWhenThePortTakesNoMore() {
        TestStream stream = sent(new TestStream(), 7000);
        harness.port.room = 2;

        harness.nak(stream, 0, 8192);
        harness.cycle();

        assertThat(harness.sent()).hasSize(2);
        assertThat(harness.count(SystemCounter.RETRANSMITTED_BYTES)).isEqualTo(2 * 1408);
        assertThat(harness.count(SystemCounter.RETRANSMITS_SENT)).isEqualTo(2);
    }

    @Test
    void answersAfterTheEndToo() {
        TestStream stream = sent(new TestStream(), 100);
        stream.signals.endStreamRelease();

        harness.nak(stream, 0, 160);
        harness.cycle();

        assertThat(harness.sent()).containsExactly(FIRST);
    }

    private TestStream sent(TestStream stream, int... lengths) {
        harness.connected(stream, WINDOW);
        for (int length : lengths) {
            stream.publish(length);
        }
        harness.cycle();
        harness.cycle();
        assertThat(stream.position()).isEqualTo(stream.tail());
        harness.sent();
        return stream;
    }
}
