package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.LIVENESS_NS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SESSION;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SM_TIMEOUT_NS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an image ends, and what its sender hears of that. */
class LifecycleTest {
    private static final String DONE =
            "SM session=5 stream=10 term=2147483647 offset=0 window=16384 receiver=77 flags=0x40 -> 40001";

    private final ReceiverHarness harness = ReceiverHarness.receiving(0);
    private final TestImage image = harness.image();
    private final UnsafeBuffer metadata = image.file.metadata();
    private final TestFrames frames = harness.frames;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void anImageIsReceivedFromWhereItIsJoined() {
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
        assertThat(image.rebuildPosition.get()).isZero();
        assertThat(LogMetadata.activeTransportCount(metadata)).isEqualTo(1);
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(LogMetadata.NOT_ENDED);
    }

    @Test
    @Conformance({"WP-47", "DB-51"})
    void anImageEndsWhenNothingWasTakenForLongWhateverSetupsCome() {
        harness.cycleAfter(LIVENESS_NS - 1);
        harness.arrive(frames.setup(0));
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
        harness.sent();

        harness.cycleAfter(1);
        assertThat(image.end()).isEqualTo(InboundEnd.SILENT);
        assertThat(LogMetadata.activeTransportCount(metadata)).isZero();

        harness.cycleAfter(SM_TIMEOUT_NS);
        harness.arrive(frames.data(0, 64));
        assertThat(harness.sent()).isEmpty();
        assertThat(image.frameLengthAt(0)).isZero();
    }

    @Test
    void anImageThatItsSenderHasLeftBehindEndsAtOnceSoThatTheStreamCanBeJoinedAgain() {
        long tooFar = TestFrames.TERM_LENGTH / 2 + 32;
        harness.cycleAfter(InboundStream.LEFT_BEHIND_NS);
        harness.arrive(frames.setup(tooFar - 32));
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);

        harness.arrive(frames.setup(tooFar));

        assertThat(image.end()).isEqualTo(InboundEnd.SILENT);
        assertThat(LogMetadata.activeTransportCount(metadata)).isZero();
        harness.receiver.endCoolDown(ENDPOINT, STREAM, SESSION);
        harness.receiver.removeStream(image.imageId);
        harness.arrive(frames.setup(tooFar));
        assertThat(harness.conductor.told).contains("setup 5");
    }

    @Test
    void anImageIsNotLeftBehindByAnotherSenderOfItsSession() {
        UnsafeBuffer setup = frames.setup(0);
        SetupFrame.writeGeometry(
                setup, 0, TestFrames.INITIAL_TERM_ID + 100, TestFrames.TERM_LENGTH, TestFrames.MTU_LENGTH);
        SetupFrame.writePosition(setup, 0, TestFrames.INITIAL_TERM_ID + 107, 0);
        harness.cycleAfter(InboundStream.LEFT_BEHIND_NS);

        harness.arrive(setup);

        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
    }

    @Test
    void anImageIsNotLeftBehindWhileItsSenderIsHeardOrAGapCanBeRepaired() {
        long tooFar = TestFrames.TERM_LENGTH / 2 + 128;
        harness.cycleAfter(InboundStream.LEFT_BEHIND_NS);
        harness.arrive(frames.data(0, 64));
        harness.cycleAfter(InboundStream.LEFT_BEHIND_NS - 1);
        harness.arrive(frames.setup(tooFar));
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);

        harness.arrive(frames.heartbeat(128));
        harness.cycleAfter(InboundStream.LEFT_BEHIND_NS);
        harness.arrive(frames.setup(tooFar));
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
    }

    @Test
    void dataAndHeartbeatsKeepAnImage() {
        harness.cycleAfter(LIVENESS_NS - 1);
        harness.arrive(frames.heartbeat(0));
        harness.cycleAfter(LIVENESS_NS - 1);
        harness.arrive(frames.data(0, 64));
        harness.cycleAfter(LIVENESS_NS - 1);

        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
    }

    @Test
    @Conformance({"WP-48", "DB-51"})
    void atTheEndOfTheStreamTheSenderHearsThatAllWasReceivedUntilTheImageIsLetGo() {
        harness.arrive(frames.data(0, 128));
        harness.arrive(frames.endOfStream(128));

        assertThat(image.end()).isEqualTo(InboundEnd.END_OF_STREAM);
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(128);
        assertThat(LogMetadata.isRevoked(metadata)).isFalse();
        assertThat(harness.sent()).containsExactly(DONE);

        for (int i = 0; i < 5; i++) {
            harness.nowNs += SM_TIMEOUT_NS;
            harness.arrive(frames.endOfStream(128));
        }
        assertThat(harness.sent()).containsExactly(DONE, DONE, DONE, DONE, DONE);

        harness.receiver.removeStream(image.imageId);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(image.signals.isReleasedAcquire()).isTrue();
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void aStreamThatHasEndedGoesOnUntilAllOfItIsThere() {
        harness.arrive(frames.endOfStream(128));
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(128);

        harness.cycleAfter(1_000);
        assertThat(harness.sent())
                .containsExactly("NAK session=5 stream=10 term=2147483647 offset=0 range=128 -> 40001");

        harness.arrive(frames.data(0, 128));
        assertThat(image.end()).isEqualTo(InboundEnd.END_OF_STREAM);
        assertThat(harness.sent()).containsExactly(DONE);
    }

    @Test
    @Conformance("WP-93")
    void ofARejectedImageTheSenderHearsWhyUntilItHasTimedOut() {
        String reason = "ERR session=5 stream=10 receiver=77 groupTag=0 code=13 textLength=2 text='no' -> 40001";
        harness.receiver.rejectStream(image.imageId, "no");
        harness.receiver.rejectStream(4711, "no");

        for (int i = 0; i < 49; i++) {
            harness.cycleAfter(SM_TIMEOUT_NS);
            harness.arrive(frames.data(64, 64), frames.heartbeat(128));
            assertThat(harness.sent()).containsExactly(reason);
        }
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
        assertThat(image.frameLengthAt(64)).isZero();
        assertThat(harness.count(SystemCounter.ERROR_FRAMES_SENT)).isEqualTo(49);

        harness.cycleAfter(SM_TIMEOUT_NS);
        harness.arrive(frames.setup(128));
        assertThat(image.end()).isEqualTo(InboundEnd.SILENT);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void aRejectedImageThatNobodyReadsAnyMoreIsStillRejected() {
        harness.receiver.rejectStream(image.imageId, "no");
        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.cycleAfter(SM_TIMEOUT_NS);

        assertThat(image.end()).isEqualTo(InboundEnd.UNWANTED);
        assertThat(harness.sent()).isNotEmpty().allMatch(line -> line.startsWith("ERR"));
    }

    @Test
    void theEndOfAStreamIsTheFurthestThatWasSaid() {
        harness.arrive(frames.endOfStream(128), frames.endOfStream(64));
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(128);

        harness.arrive(frames.endOfStream(192));
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(192);
    }

    @Test
    void theSenderIsNotTalkedToForEverWhenItGoesWhileSubscribersStillRead() {
        harness.arrive(frames.endOfStream(0));
        harness.cycleAfter(LIVENESS_NS);
        harness.sent();

        harness.cycleAfter(SM_TIMEOUT_NS);

        assertThat(harness.sent()).isEmpty();
        assertThat(image.end()).isEqualTo(InboundEnd.END_OF_STREAM);
    }

    @Test
    void afterTheEndANewStreamOfTheSameSessionMayBegin() {
        harness.arrive(frames.endOfStream(0));
        harness.receiver.removeStream(image.imageId);

        harness.arrive(frames.endOfStream(0));
        assertThat(harness.conductor.told).isEmpty();

        harness.arrive(frames.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 5");
    }

    @Test
    @Conformance("DB-43")
    void aRevokedStreamEndsAtOnce() {
        harness.arrive(frames.revoked(128));

        assertThat(image.end()).isEqualTo(InboundEnd.REVOKED);
        assertThat(LogMetadata.isRevoked(metadata)).isTrue();
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(128);
        assertThat(harness.count(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
        assertThat(harness.sent()).containsExactly(DONE);

        harness.arrive(frames.revoked(128), frames.data(0, 64));
        harness.cycleAfter(1_000_000);
        assertThat(harness.sent()).isEmpty();
        assertThat(image.frameLengthAt(0)).isZero();
        assertThat(harness.count(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-49", "DB-52"})
    void whenNobodyReadsItAnyMoreTheSenderHearsItAtOnce() {
        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.cycle();

        assertThat(image.end()).isEqualTo(InboundEnd.UNWANTED);
        assertThat(harness.sent()).containsExactly(DONE);

        harness.arrive(frames.data(0, 64));
        assertThat(image.frameLengthAt(0)).isZero();

        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(harness.sent()).containsExactly(DONE);
    }

    @Test
    void anImageIsKeptAsLongAsAnySubscriptionCoversIt() {
        harness.receiver.addInterest(ENDPOINT, STREAM, SESSION);

        harness.receiver.removeInterest(ENDPOINT, STREAM);
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);

        harness.receiver.removeInterest(ENDPOINT, STREAM, SESSION);
        assertThat(image.end()).isEqualTo(InboundEnd.UNWANTED);
    }

    @Test
    void aSenderThatHasEndedIsNotToldThatAllWasReceivedWhenItWasNot() {
        harness.arrive(frames.endOfStream(128));
        harness.sent();

        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.cycle();

        assertThat(harness.sent())
                .containsExactly("SM session=5 stream=10 term=2147483647 offset=0 window=16384 receiver=77 -> 40001");
    }

    @Test
    void anImageThatHasEndedIsSilentOnceItsSessionHasAnotherOne() {
        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.sent();

        TestImage next = harness.add(harness.newImage(frames, 1024));
        harness.cycle();
        harness.cycleAfter(SM_TIMEOUT_NS);

        String message = "SM session=5 stream=10 term=2147483647 offset=1024 window=16384 receiver=77 -> 40001";
        assertThat(harness.sent()).isEqualTo(List.of(message, message));
        assertThat(next.end()).isEqualTo(InboundEnd.NONE);
    }

    @Test
    void anImageThatComesWhenNobodyReadsItAnyMoreEndsAtOnce() {
        harness.receiver.removeInterest(ENDPOINT, STREAM);
        TestImage late = harness.add(harness.newImage(new TestFrames(6, STREAM), 0));

        harness.arrive(new TestFrames(6, STREAM).data(0, 64));

        assertThat(late.end()).isEqualTo(InboundEnd.UNWANTED);
        assertThat(late.frameLengthAt(0)).isZero();
    }

    @Test
    void anImageOfAnEndpointThatIsGoneIsLetGo() {
        TestImage late = harness.newImage(new TestFrames(6, STREAM), 0);

        harness.receiver.addStream(late.setup(ENDPOINT + 1));

        assertThat(late.end()).isEqualTo(InboundEnd.UNWANTED);
        assertThat(late.signals.isReleasedAcquire()).isTrue();
    }
}
