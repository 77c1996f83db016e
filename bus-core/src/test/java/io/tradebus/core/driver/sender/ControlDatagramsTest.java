package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.frame.FrameType;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.support.Conformance;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlDatagramsTest {
    private static final int WINDOW = 16 << 10;

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance("WP-52")
    void answersAQuestionForTheRoundTripWithItsOwnTime() {
        harness.connected(new TestStream(), WINDOW);

        harness.rtt(TestStream.SESSION, RttFrame.FLAG_REPLY_REQUESTED, 0x0102030405060708L, 0x99);
        harness.cycle();

        byte[] answer = harness.port.takeDatagrams().get(0);
        assertThat(answer)
                .containsExactly(
                        0x28, 0, 0, 0, 0, 0, 6, 0, 7, 0, 0, 0, 10, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0,
                        0, 0x99, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void answersNeitherAnAnswerNorAQuestionAboutAnotherStream() {
        harness.connected(new TestStream(), WINDOW);

        harness.rtt(TestStream.SESSION, 0, 1, 2);
        harness.rtt(TestStream.SESSION + 1, RttFrame.FLAG_REPLY_REQUESTED, 1, 2);
        harness.cycle();

        assertThat(harness.sent()).isEmpty();
    }

    @Test
    @Conformance("WP-94")
    void forgetsAReceiverThatRefusesTheStreamAndTellsItOnce() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        harness.error(stream, SenderHarness.RECEIVER, null, "too slow\n");
        harness.error(stream, SenderHarness.RECEIVER, null, "too slow\n");
        harness.cycle();

        assertThat(stream.isConnected()).isFalse();
        assertThat(stream.signals.hasReceiversAcquire()).isFalse();
        assertThat(harness.count(SystemCounter.ERROR_FRAMES_RECEIVED)).isEqualTo(2);
        assertThat(harness.warnings)
                .containsExactly("a receiver refused a stream: registration=1 destination=-1 session=7 stream=10"
                        + " receiver=1234605616436508552 groupTag=-1 address=127.0.0.1:20121 code=13"
                        + " reason=too slow\\x0a");
        assertThat(harness.conductorHeard()).hasSize(1);

        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.error(stream, SenderHarness.RECEIVER, 5L, "once more");
        harness.cycle();
        assertThat(harness.conductorHeard().get(1))
                .isEqualTo("StreamRefusal[registrationId=1, destinationId=-1, sessionId=7, streamId=10,"
                        + " receiver=receiver=1234605616436508552 groupTag=5 address=127.0.0.1:20121, errorCode=13,"
                        + " text=once more]");
    }

    @Test
    void receiversThatAreMadeUpDoNotFillTheErrorLogByRefusing() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        for (int receiver = 1; receiver <= 100; receiver++) {
            harness.statusMessage(stream, receiver, 0, WINDOW);
            harness.error(stream, receiver, null, "made up " + receiver);
            harness.cycle();
        }

        assertThat(harness.warnings).hasSize(32);
        assertThat(harness.count(SystemCounter.ERROR_FRAMES_RECEIVED)).isEqualTo(100);
    }

    @Test
    void refusalsArePacedSoThatTheyDoNotDrownWhatClientsAreTold() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        refuse(stream, 1, 1_000);
        assertThat(harness.conductorHeard()).hasSize(Refusals.MAX_BURST);

        harness.runMs(100);
        assertThat(harness.conductorHeard()).as("100 ms later").hasSize(Refusals.MAX_BURST + 10);

        harness.runMs(10_000);
        assertThat(harness.conductorHeard()).as("in the end").hasSize(Refusals.MAX_BURST + Refusals.MAX_WAITING);

        refuse(stream, 2_000, 2_010);
        assertThat(harness.conductorHeard())
                .as("at once again")
                .hasSize(Refusals.MAX_BURST + Refusals.MAX_WAITING + 10);
    }

    @Test
    void aRefusalIsToldLaterWhenTheConductorHasNoRoom() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        while (harness.conductorMailbox.offer(agent -> {})) {
            // Until it is full.
        }

        harness.error(stream, SenderHarness.RECEIVER, null, "too slow");
        harness.cycle();
        assertThat(harness.conductorHeard()).isEmpty();
        harness.cycle();

        assertThat(harness.conductorHeard()).hasSize(1);
    }

    @Test
    void staysConnectedWhenOneOfSeveralRefusesTheStream() {
        TestStream stream = harness.connected(new TestStream().group(FlowControlKind.MIN, 0, -1), WINDOW);
        harness.statusMessage(stream, 99, 0, WINDOW / 2);
        harness.runMs(2);

        harness.error(stream, 99, null, "");
        harness.runMs(2);

        assertThat(stream.isConnected()).isTrue();
        assertThat(stream.limit()).isEqualTo(WINDOW);
        assertThat(stream.receiverCount()).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-95", "WP-8"})
    void heedsATaggedGroupsReceiverOnlyWithItsTag() {
        TestStream stream = harness.add(new TestStream().group(FlowControlKind.TAGGED, 0, 42));
        harness.statusMessage(stream, 99, 0, WINDOW, 0, 42L);
        harness.runMs(2);

        harness.error(stream, 99, null, "without its tag");
        harness.runMs(2);
        assertThat(stream.receiverCount()).isEqualTo(1);

        harness.error(stream, 99, 42L, "with its tag");
        harness.runMs(2);
        assertThat(stream.receiverCount()).isZero();
    }

    @Test
    void dropsAnErrorWhoseTextIsLongerThanItself() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        UnsafeBuffer frame = SenderHarness.frame(40);
        ErrorFrame.write(frame, 0, TestStream.SESSION, TestStream.STREAM, SenderHarness.RECEIVER, 13, "");
        frame.putInt(36, 1);

        harness.deliver(frame);
        harness.cycle();

        assertThat(harness.count(DatagramFault.BAD_ERROR)).isEqualTo(1);
        assertThat(stream.isConnected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {FrameType.RESERVED_8, FrameType.RESERVED_9, FrameType.RESERVED_10, FrameType.EXTENSION, 1000})
    @Conformance("WP-9")
    void ignoresTypesThatItDoesNotKnow(int type) {
        UnsafeBuffer frame = SenderHarness.frame(64);
        frame.putInt(0, 64);
        frame.putShort(6, (short) type);

        harness.deliver(frame);
        harness.cycle();

        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    @Conformance("WP-10")
    void ignoresWhatIsMeantForReceivers() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        UnsafeBuffer setup = SenderHarness.frame(SetupFrame.LENGTH);
        SetupFrame.write(setup, 0, 0, TestStream.SESSION, TestStream.STREAM, 0);
        UnsafeBuffer heartbeat = SenderHarness.frame(DataFrame.HEADER_LENGTH);
        DataFrame.writeHeartbeat(heartbeat, 0, 0xC0, 0, TestStream.SESSION, TestStream.STREAM, 5);

        harness.deliver(setup);
        harness.deliver(heartbeat);
        harness.cycle();

        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isZero();
        assertThat(harness.sent()).isEmpty();
        assertThat(stream.position()).isZero();
    }

    @Test
    @Conformance({"WP-2", "WP-3", "WP-11"})
    void dropsWhatIsMalformedAndCountsItByReason() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        UnsafeBuffer whole = statusMessage();

        harness.deliver(new UnsafeBuffer(new byte[0]));
        harness.deliver(cut(whole, 7));
        harness.deliver(cut(whole, 35));
        UnsafeBuffer versioned = statusMessage();
        versioned.putByte(4, (byte) 1);
        harness.deliver(versioned);
        harness.cycle();
        UnsafeBuffer tooLong = statusMessage();
        tooLong.putInt(0, 44);
        harness.deliver(tooLong);
        UnsafeBuffer negative = statusMessage();
        negative.putInt(0, -36);
        harness.deliver(negative);
        harness.cycle();

        assertThat(harness.count(DatagramFault.TOO_SHORT)).isEqualTo(2);
        assertThat(harness.count(DatagramFault.SHORT_FOR_TYPE)).isEqualTo(1);
        assertThat(harness.count(DatagramFault.WRONG_VERSION)).isEqualTo(1);
        assertThat(harness.count(DatagramFault.LENGTH_BEYOND_DATAGRAM)).isEqualTo(1);
        assertThat(harness.count(DatagramFault.NEGATIVE_LENGTH)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isEqualTo(6);
        assertThat(stream.limit()).isEqualTo(WINDOW);
    }

    @Test
    void takesOthersWhenOneCannotBeDealtWith() {
        FailingFlowControl flowControl = new FailingFlowControl();
        flowControl.failsOnStatusMessage = true;
        TestStream broken = harness.add(new TestStream(1).flowControl(flowControl));
        TestStream sound = harness.add(new TestStream(2));

        harness.statusMessage(broken, SenderHarness.RECEIVER, 0, WINDOW);
        harness.statusMessage(sound, SenderHarness.RECEIVER, 0, WINDOW);
        harness.cycle();

        assertThat(harness.errors).containsExactly(flowControl.failure);
        assertThat(sound.isConnected()).isTrue();
        harness.errors.clear();
    }

    /** Any bytes, and valid frames of which some bytes are changed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isNotHarmedByAnythingThatArrives(long seed) {
        Random random = new Random(seed);
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        for (int i = 0; i < 20_000; i++) {
            harness.deliver(random.nextBoolean() ? anything(random) : mutated(stream, random));
            harness.nowNs += random.nextInt(1_000_000);
            harness.cycle();
        }
        harness.sent();

        harness.statusMessage(stream, SenderHarness.RECEIVER, stream.position(), WINDOW);
        harness.runMs(2);
        stream.publish(100);
        harness.runMs(2);

        assertThat(stream.isConnected()).isTrue();
        assertThat(stream.position()).isEqualTo(stream.tail());
        assertThat(harness.count(SystemCounter.INVALID_PACKETS)).isPositive();
    }

    private void refuse(TestStream stream, int fromReceiver, int toReceiver) {
        for (int receiver = fromReceiver; receiver < toReceiver; receiver++) {
            harness.statusMessage(stream, receiver, 0, WINDOW);
            harness.error(stream, receiver, null, "made up " + receiver);
            harness.cycle();
        }
    }

    private static UnsafeBuffer anything(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return new UnsafeBuffer(bytes);
    }

    private static UnsafeBuffer mutated(TestStream stream, Random random) {
        UnsafeBuffer frame = SenderHarness.frame(44);
        StatusMessageFrame.write(frame, 0, 0, TestStream.SESSION, TestStream.STREAM, random.nextInt(100_000));
        StatusMessageFrame.writeConsumption(
                frame, 0, stream.termId(stream.position()), stream.offset(stream.position()), WINDOW);
        frame.putShort(6, (short) random.nextInt(12));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int index = random.nextInt(44);
            // Session and stream stay, or it would not get far.
            if (index < 8 || index >= 16) {
                frame.putByte(index, (byte) random.nextInt());
            }
        }
        return frame;
    }

    private static UnsafeBuffer statusMessage() {
        UnsafeBuffer frame = SenderHarness.frame(StatusMessageFrame.LENGTH);
        StatusMessageFrame.write(frame, 0, 0, TestStream.SESSION, TestStream.STREAM, SenderHarness.RECEIVER);
        StatusMessageFrame.writeConsumption(frame, 0, TestStream.INITIAL_TERM, 0, 2 * WINDOW);
        return frame;
    }

    private static UnsafeBuffer cut(UnsafeBuffer whole, int length) {
        byte[] bytes = new byte[length];
        whole.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
