package io.tradebus.core.driver.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which datagrams an image takes, and what it does with those that it does not. */
class AcceptanceTest {
    private static final int TERM = TestFrames.TERM_LENGTH;
    private static final long JOIN = 3L * TERM + 1024;

    private final ReceiverHarness harness = ReceiverHarness.receiving(JOIN);
    private final TestImage image = harness.image();
    private final TestFrames frames = harness.frames;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance("WP-12")
    void dataIsPutWhereItBelongs() {
        harness.arrive(frames.data(JOIN, 100, 33), frames.data(JOIN + 192, 1408));

        assertThat(image.readFrom(JOIN)).isEqualTo(JOIN + 1600);
        assertThat(image.rebuildPosition.get()).isEqualTo(JOIN + 1600);
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + 1600);
    }

    @Test
    @Conformance("WP-28")
    void theReservedValueIsNotTouched() {
        harness.arrive(frames.data(JOIN, 100, 64));

        assertThat(DataFrame.reservedValue(image.term(JOIN), TestFrames.offsetOf(JOIN + 128)))
                .isEqualTo(JOIN + 128);
    }

    @Test
    @Conformance({"WP-24", "DB-62"})
    void dataThatEndsBeyondHalfATermIsDropped() {
        harness.arrive(frames.data(JOIN + TERM / 2 - 64, 96));
        assertThat(image.frameLengthAt(JOIN + TERM / 2 - 64)).isZero();
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN);
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isEqualTo(1);

        harness.arrive(frames.data(JOIN + TERM / 2 - 64, 64));
        assertThat(image.frameLengthAt(JOIN + TERM / 2 - 64)).isEqualTo(64);
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + TERM / 2);
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isEqualTo(1);
    }

    @Test
    @Conformance("WP-24")
    void aHeartbeatBeyondHalfATermIsDropped() {
        harness.arrive(frames.heartbeat(4L * TERM + 32));
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN);
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isEqualTo(1);

        harness.arrive(frames.heartbeat(JOIN + TERM / 2));
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + TERM / 2);
        assertThat(harness.count(SystemCounter.HEARTBEATS_RECEIVED)).isEqualTo(1);
    }

    @Test
    void aHeartbeatBehindPaddingThatBeginsWithinHalfATermTellsOfAllBeforeThat() {
        harness.arrive(frames.heartbeat(4L * TERM));

        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + TERM / 2);
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.HEARTBEATS_RECEIVED)).isZero();
    }

    @Test
    void theWindowOpensWithTheStatusMessageThatIsSent() {
        image.consume(JOIN + 8192);
        harness.arrive(frames.data(JOIN + TERM / 2, 64));
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isEqualTo(1);

        harness.arrive(frames.data(JOIN + TERM / 2, 64));
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isEqualTo(1);
        assertThat(image.frameLengthAt(JOIN + TERM / 2)).isEqualTo(64);
    }

    @Test
    @Conformance({"WP-25", "DB-62"})
    void dataBelowTheLastStatusMessageIsDropped() {
        harness.arrive(frames.data(JOIN - 64, 64));

        assertThat(image.frameLengthAt(JOIN - 64)).isZero();
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_UNDER_RUNS)).isEqualTo(1);
    }

    @Test
    @Conformance("WP-25")
    void aHeartbeatMayBeOneTermBelow() {
        harness.arrive(frames.heartbeat(JOIN - TERM - 32));
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_UNDER_RUNS)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.HEARTBEATS_RECEIVED)).isZero();

        harness.arrive(frames.heartbeat(JOIN - TERM));
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_UNDER_RUNS)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.HEARTBEATS_RECEIVED)).isEqualTo(1);
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN);
    }

    @Test
    void whatComesBeforeTheFirstTermIsAnUnderRun() {
        UnsafeBuffer data = frames.data(0, 64);
        DataFrame.termId(data, 0, TestFrames.INITIAL_TERM_ID - 1);
        UnsafeBuffer heartbeat = frames.heartbeat(0);
        DataFrame.termId(heartbeat, 0, TestFrames.INITIAL_TERM_ID - 1);

        harness.arrive(data, heartbeat);

        assertThat(harness.count(SystemCounter.FLOW_CONTROL_UNDER_RUNS)).isEqualTo(2);
    }

    @Test
    void dataThatIsLateShowsThatTheSenderIsThereButDoesNotKeepTheImage() {
        long almostNs = Connection.INACTIVITY_NS - 1;
        harness.cycleAfter(almostNs);
        harness.arrive(frames.data(JOIN - 64, 64));
        harness.sent();

        harness.cycleAfter(almostNs);
        assertThat(harness.sent()).hasSize(1);

        harness.cycleAfter(2);
        assertThat(image.end()).isEqualTo(InboundEnd.SILENT);
    }

    @Test
    void dataThatIsOlderThanTheWindowShowsNothing() {
        harness.cycleAfter(Connection.INACTIVITY_NS - 1);
        harness.arrive(frames.data(JOIN - TestImage.WINDOW - 64, 64));
        harness.sent();

        harness.cycleAfter(1);

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_UNDER_RUNS)).isEqualTo(1);
    }

    @Test
    @Conformance("WP-26")
    void aDuplicateLeavesTheLogAlone() {
        UnsafeBuffer again = frames.data(JOIN + 128, 128);
        again.putByte(DataFrame.HEADER_LENGTH, (byte) ~again.getByte(DataFrame.HEADER_LENGTH));
        UnsafeBuffer further = frames.data(JOIN + 512, 128);
        harness.arrive(frames.data(JOIN, 128, 128), further);
        further.putByte(DataFrame.HEADER_LENGTH, (byte) ~further.getByte(DataFrame.HEADER_LENGTH));

        harness.arrive(again, further);

        assertThat(image.readFrom(JOIN)).isEqualTo(JOIN + 256);
        assertThat(image.readFrom(JOIN + 512)).isEqualTo(JOIN + 640);
    }

    @Test
    void whatPretendsToBeginWithinAFrameThatWasReceivedIsNotTaken() {
        UnsafeBuffer frame = frames.data(JOIN, 256);
        frame.putInt(128, 0);
        harness.arrive(frame);

        harness.arrive(frames.data(JOIN + 128, 64));

        assertThat(image.frameLengthAt(JOIN + 128)).isZero();
    }

    @Test
    @Conformance("WP-27")
    void datagramsThatAreNotInOrderInThemselvesLeaveTheLogAlone() {
        UnsafeBuffer misaligned = frames.data(JOIN, 64);
        DataFrame.termOffset(misaligned, 0, TestFrames.offsetOf(JOIN) + 16);
        UnsafeBuffer outside = frames.data(JOIN, 64);
        DataFrame.termOffset(outside, 0, TERM);
        UnsafeBuffer negative = frames.data(JOIN, 64);
        DataFrame.termOffset(negative, 0, -64);
        UnsafeBuffer discontinuous = frames.data(JOIN, 64, 64);
        DataFrame.termOffset(discontinuous, 64, TestFrames.offsetOf(JOIN) + 96);
        UnsafeBuffer mixed = frames.data(JOIN, 64, 64);
        DataFrame.termId(mixed, 64, TestFrames.termOf(JOIN) + 1);
        UnsafeBuffer tooLong = frames.data(JOIN, 64, 64);
        DataFrame.frameLength(tooLong, 64, 96);
        UnsafeBuffer beyondTheTerm = frames.padding(JOIN, TERM);

        harness.arrive(misaligned, outside, negative, discontinuous, mixed, tooLong, beyondTheTerm);

        assertThat(image.frameLengthAt(JOIN)).isZero();
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN);
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(7);
        assertThat(harness.count(DatagramFault.MISALIGNED)).isEqualTo(1);
        assertThat(harness.count(DatagramFault.OUT_OF_TERM)).isEqualTo(3);
        assertThat(harness.count(DatagramFault.DISCONTINUOUS)).isEqualTo(1);
        assertThat(harness.count(DatagramFault.MIXED_STREAMS)).isEqualTo(1);
        assertThat(harness.count(DatagramFault.LENGTH_BEYOND_DATAGRAM)).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-16", "WP-17"})
    void paddingCountsForTheHighWaterMarkWithItsHeaderAndIsJumpedOver() {
        UnsafeBuffer padded = new UnsafeBuffer(new byte[96]);
        padded.putBytes(0, frames.data(JOIN, 64), 0, 64);
        padded.putBytes(64, frames.padding(JOIN + 64, 4096), 0, 32);

        harness.arrive(padded);
        assertThat(image.rebuildPosition.get()).isEqualTo(JOIN + 64 + 4096);
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + 96);

        harness.arrive(frames.data(JOIN + 64 + 4096, 128));
        assertThat(image.rebuildPosition.get()).isEqualTo(JOIN + 64 + 4096 + 128);
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + 64 + 4096 + 128);
    }

    @Test
    @Conformance("WP-12")
    void theStreamGoesOnInTheNextTerm() {
        long position = JOIN;
        for (int i = 0; i < 4 * TERM / 1024; i++) {
            harness.arrive(frames.data(position, 1024));
            position += 1024;
            assertThat(image.readFrom(position - 1024)).isEqualTo(position);
            image.consume(position);
            image.term(position - TERM).setMemory(TestFrames.offsetOf(position - TERM), 1024, (byte) 0);
        }

        assertThat(image.rebuildPosition.get()).isEqualTo(JOIN + 4 * TERM);
        assertThat(image.highWaterMark.get()).isEqualTo(JOIN + 4 * TERM);
        assertThat(harness.count(SystemCounter.FLOW_CONTROL_OVER_RUNS)).isZero();
        assertThat(harness.count(SystemCounter.NAKS_SENT)).isZero();
    }
}
