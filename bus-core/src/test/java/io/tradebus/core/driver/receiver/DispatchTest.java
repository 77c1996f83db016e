package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.GROUP_CONTROL;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SENDER;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SESSION;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.receiver.ReceiverHarness.EndpointTraits;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of frames whose session has no image. */
class DispatchTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String ASKS_FOR_SETUP =
            "SM session=5 stream=10 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 40001";

    private final EndpointTraits traits = new EndpointTraits();
    private ReceiverHarness harness = new ReceiverHarness(traits);
    private final TestFrames frames = harness.frames;
    private final TestFrames others = new TestFrames(6, STREAM);

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance({"WP-34", "WP-36"})
    void dataOfAnUnknownSessionAsksForASetupOnceASecond() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.data(0, 100));
        assertThat(harness.sent()).containsExactly(ASKS_FOR_SETUP);

        harness.nowNs += SECOND_NS - 1;
        harness.arrive(frames.data(128, 100), frames.heartbeat(256));
        assertThat(harness.sent()).isEmpty();

        harness.nowNs += 1;
        harness.arrive(frames.heartbeat(256), frames.data(256, 100));
        assertThat(harness.sent()).containsExactly(ASKS_FOR_SETUP);
    }

    @Test
    void heartbeatsAndPaddingAskForASetupToo() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.heartbeat(0), others.padding(64, 128));

        assertThat(harness.sent())
                .containsExactly(
                        ASKS_FOR_SETUP,
                        "SM session=6 stream=10 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 40001");
    }

    @Test
    @Conformance("WP-35")
    void aStreamThatHasEndedIsNotAskedFor() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.endOfStream(640), frames.revoked(640));
        assertThat(harness.sent()).isEmpty();

        harness.arrive(frames.setup(640));
        assertThat(harness.conductor.told).containsExactly("setup 5");
    }

    @Test
    void nothingIsDoneForStreamsThatNobodyReads() {
        harness.receiver.addInterest(ENDPOINT, STREAM + 1);

        harness.arrive(frames.data(0, 100), frames.heartbeat(128), frames.setup(128));

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.evidence.datagramsHeard().get()).isEqualTo(3);
        assertThat(harness.evidence.datagramsUnwanted().get()).isEqualTo(3);
        assertThat(harness.evidence.lastUnwantedStream().get()).isEqualTo(STREAM);
        assertThat(harness.evidence.setupsHeard().get()).isZero();
    }

    @Test
    @Conformance({"WP-46", "DB-49"})
    void aSubscriptionToOneSessionIgnoresOthers() {
        harness.receiver.addInterest(ENDPOINT, STREAM, SESSION);

        harness.arrive(others.data(0, 100), others.setup(0));
        assertThat(harness.sent()).isEmpty();
        assertThat(harness.conductor.told).isEmpty();

        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.arrive(others.setup(0), frames.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 6", "setup 5");
    }

    @Test
    @Conformance("WP-44")
    void membersOfAGroupAnswerToItsControlAddress() {
        harness.close();
        traits.groupControl = GROUP_CONTROL;
        harness = new ReceiverHarness(traits);
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.data(0, 100));
        harness.arrive(frames.setup(0));

        assertThat(harness.sent())
                .containsExactly("SM session=5 stream=10 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 20122");
        assertThat(harness.conductor.setups.get(0).control()).isEqualTo(GROUP_CONTROL);
        assertThat(harness.conductor.setups.get(0).source()).isEqualTo(SENDER);
    }

    @Test
    @Conformance({"WP-6", "WP-7"})
    void aGroupTagIsSentWithEachStatusMessage() {
        harness.close();
        traits.groupTag = 9L;
        harness = new ReceiverHarness(traits);
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.data(0, 100));
        harness.add(harness.newImage(frames, 0));
        harness.cycle();

        assertThat(harness.port.sent).allMatch(sent -> sent.bytes().length == 44);
        assertThat(harness.sent())
                .containsExactly(
                        "SM session=5 stream=10 term=0 offset=0 window=0 receiver=77 groupTag=9 flags=0x80 -> 40001",
                        "SM session=5 stream=10 term=2147483647 offset=0 window=16384 receiver=77 groupTag=9 -> 40001");
    }

    @Test
    void aSetupIsPassedOnAsItCame() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.setup(TestFrames.TERM_LENGTH + 128));

        assertThat(harness.conductor.setups)
                .containsExactly(new SetupNotice(
                        ENDPOINT,
                        TransportSetup.OWN,
                        SESSION,
                        STREAM,
                        new SetupNotice.Start(Integer.MAX_VALUE, Integer.MIN_VALUE, 128),
                        TestFrames.TERM_LENGTH,
                        TestFrames.MTU_LENGTH,
                        0,
                        SENDER,
                        SENDER));
        assertThat(harness.evidence.setupsHeard().get()).isEqualTo(1);
    }

    @Test
    void aSetupIsPassedOnOnceUntilItIsAnswered() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.data(0, 100));
        harness.arrive(frames.setup(0), frames.setup(0), frames.data(0, 100));
        assertThat(harness.conductor.told).containsExactly("setup 5");

        harness.receiver.onSetupRefused(ENDPOINT, STREAM, SESSION);
        harness.arrive(frames.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 5", "setup 5");
        assertThat(harness.sent()).containsExactly(ASKS_FOR_SETUP);
    }

    @Test
    void aSetupThatTheConductorHasNoRoomForIsPassedOnWhenItComesAgain() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        for (int i = 0; i < Mailbox.CAPACITY; i++) {
            harness.conductorMailbox.offer(conductor -> {});
        }

        harness.arrive(frames.setup(0));
        assertThat(harness.conductor.told).isEmpty();

        harness.arrive(frames.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 5");
    }

    @Test
    void aSetupForAnImageChangesNothing() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(harness.newImage(frames, 0));

        harness.arrive(frames.setup(0));

        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.evidence.setupsHeard().get()).isEqualTo(1);
    }

    @Test
    @Conformance("DB-63")
    void moreSessionsThanAllowedAreRefusedUntilOneGoes() {
        harness.close();
        traits.sessionLimit = 1;
        harness = new ReceiverHarness(traits);
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.arrive(frames.setup(0));
        TestImage image = harness.add(harness.newImage(frames, 0));

        harness.arrive(others.setup(0), others.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 5");
        assertThat(harness.errors)
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessage("exceeded session limit, streamId=10 limit=1"));
        assertThat(harness.evidence.setupsRefused().get()).isEqualTo(1);
        assertThat(harness.evidence.lastRefusedValue().get()).isEqualTo(1);

        harness.arrive(frames.endOfStream(0));
        harness.receiver.removeStream(image.imageId);
        harness.arrive(others.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 5", "setup 6");
    }

    @Test
    void countsSendersThatReachFurtherThanThisReceiver() {
        harness.close();
        traits.groupControl = GROUP_CONTROL;
        traits.ttl = 2;
        harness = new ReceiverHarness(traits);
        harness.receiver.addInterest(ENDPOINT, STREAM);

        harness.arrive(frames.setup(0, TestFrames.TERM_LENGTH, TestFrames.MTU_LENGTH, 2));
        assertThat(harness.count(SystemCounter.POSSIBLE_TTL_ASYMMETRY)).isZero();

        harness.arrive(others.setup(0, TestFrames.TERM_LENGTH, TestFrames.MTU_LENGTH, 3));
        assertThat(harness.count(SystemCounter.POSSIBLE_TTL_ASYMMETRY)).isEqualTo(1);
        assertThat(harness.conductor.told).hasSize(2);
    }

    @Test
    void aSetupWithAnImpossiblePositionIsDropped() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        UnsafeBuffer misaligned = frames.setup(0);
        SetupFrame.writePosition(misaligned, 0, Integer.MAX_VALUE, 33);
        UnsafeBuffer beforeTheFirstTerm = frames.setup(0);
        SetupFrame.writePosition(beforeTheFirstTerm, 0, Integer.MAX_VALUE - 1, 0);

        harness.arrive(misaligned, beforeTheFirstTerm);

        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(2);
    }

    @Test
    void aSetupWithAnImpossibleGeometryIsToldOnceASecond() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        for (int i = 0; i < 3; i++) {
            harness.arrive(frames.setup(0, 65_537, TestFrames.MTU_LENGTH, 0));
            harness.receiver.onSetupRefused(ENDPOINT, STREAM, SESSION);
        }
        assertThat(harness.conductor.told).containsExactly("setup 5");
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(3);

        harness.nowNs += SECOND_NS;
        harness.arrive(frames.setup(0, TestFrames.TERM_LENGTH, 1409, 0));
        assertThat(harness.conductor.told).containsExactly("setup 5", "setup 5");
    }

    @Test
    @Conformance({"WP-51", "DB-53"})
    void aSessionThatWentWithoutAnEndStaysAwayUntilItsCoolDownEnds() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        TestImage image = harness.add(harness.newImage(frames, 0));
        harness.cycleAfter(ReceiverHarness.LIVENESS_NS);
        assertThat(image.end()).isEqualTo(InboundEnd.SILENT);
        harness.sent();

        harness.arrive(frames.setup(0), frames.data(0, 100));
        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.sent()).isEmpty();

        harness.receiver.endCoolDown(ENDPOINT, STREAM, SESSION);
        harness.arrive(frames.setup(0));
        assertThat(harness.conductor.told).containsExactly("setup 5");
    }

    @Test
    void aSessionThatCoolsDownIsForgottenWithItsSubscription() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(harness.newImage(frames, 0));
        harness.cycleAfter(ReceiverHarness.LIVENESS_NS);

        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.arrive(frames.setup(0));

        assertThat(harness.conductor.told).containsExactly("setup 5");
    }

    @Test
    void whatIsRememberedOfSessionsThatAreMadeUpIsBounded() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        for (int session = 0; session < 3 * StreamInterest.MAX_REMEMBERED; session++) {
            harness.arrive(new TestFrames(session, STREAM).data(0, 32));
        }
        assertThat(harness.sent()).hasSize(StreamInterest.MAX_REMEMBERED);

        harness.arrive(new TestFrames(-1, STREAM).setup(0));
        assertThat(harness.conductor.told).containsExactly("setup -1");

        harness.cycleAfter(SECOND_NS);
        harness.arrive(frames.data(0, 32));
        assertThat(harness.sent()).containsExactly(ASKS_FOR_SETUP);
    }

    @Test
    void setupsThatAreNotAnsweredAreBounded() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        for (int session = 0; session < 2 * StreamInterest.MAX_REMEMBERED; session++) {
            harness.arrive(new TestFrames(session, STREAM).setup(0));
        }

        assertThat(harness.conductor.told).hasSize(StreamInterest.MAX_REMEMBERED);
    }

    @Test
    @Conformance({"WP-2", "WP-3", "WP-11"})
    void malformedDatagramsAreDroppedAndCounted() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        UnsafeBuffer otherVersion = frames.data(0, 100);
        otherVersion.putByte(4, (byte) 1);

        harness.arrive(
                new UnsafeBuffer(new byte[0]),
                new UnsafeBuffer(new byte[7]),
                otherVersion,
                new UnsafeBuffer(frames.data(0, 100), 0, 31),
                new UnsafeBuffer(frames.setup(0), 0, 39));

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(5);
        assertThat(harness.evidence.datagramsHeard().get()).isEqualTo(5);
        assertThat(harness.evidence.lastDatagram().get()).isEqualTo(ReceiverHarness.EPOCH_MS);
    }

    @Test
    @Conformance({"WP-9", "WP-10"})
    void framesForSendersAndUnknownTypesAreIgnored() {
        harness.receiver.addInterest(ENDPOINT, STREAM);

        for (int type : new int[] {2, 3, 4, 7, 8, 9, 10, 11, 0xFFFF}) {
            UnsafeBuffer datagram = new UnsafeBuffer(new byte[64]);
            datagram.putInt(0, 64);
            datagram.putShort(6, (short) type);
            harness.arrive(datagram);
        }

        assertThat(harness.sent()).isEmpty();
        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.errors).isEmpty();
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
    }
}
