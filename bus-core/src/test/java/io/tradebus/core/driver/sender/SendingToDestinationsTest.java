package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint that sends to several destinations, here known by their ports. */
class SendingToDestinationsTest {
    private static final long MANUAL = 200;
    private static final long DYNAMIC = 201;
    private static final int WINDOW = 16 << 10;

    private final SenderHarness harness = new SenderHarness();
    private final FakePort port = new FakePort();
    private final AtomicCounter count = harness.counters.newCounter("mdc-num-dest");

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance("WP-81")
    void everyFrameGoesToEachOfThemInTurns() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2, 3);
        TestStream stream = harness.add(group(), MANUAL);

        harness.cycle();
        assertThat(port.takeTargets()).as("setup").containsExactly(1, 2, 3);

        connect(stream, 1);
        assertThat(port.takeTargets()).as("heartbeat").containsExactly(2, 3, 1);

        stream.publish(100);
        harness.cycle();
        List<byte[]> data = port.datagrams;
        assertThat(data).hasSize(3);
        assertThat(data.get(1)).isEqualTo(data.get(0)).isEqualTo(data.get(2));
        assertThat(port.takeTargets()).as("data").containsExactly(3, 1, 2);

        deliver(nak(stream, 0, 160), 2);
        harness.cycle();
        harness.cycle();
        assertThat(port.takeTargets()).as("sent again").containsExactly(1, 2, 3);

        deliver(question(stream), 3);
        harness.cycle();
        harness.cycle();
        assertThat(port.takeTargets()).as("answer about the round trip").containsExactly(2, 3, 1);
        assertThat(count.get()).isEqualTo(3);
    }

    @Test
    @Conformance("DB-73")
    void namedOnesComeAndGoWhileDataFlows() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2);
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 1);
        port.takeTargets();

        harness.sender.removeDestination(MANUAL, 1);
        send(stream);
        assertThat(port.takeTargets()).containsExactly(2);
        assertThat(count.get()).isEqualTo(1);

        add(3);
        send(stream);
        assertThat(port.takeTargets()).containsExactlyInAnyOrder(2, 3);

        harness.sender.redirectDestination(MANUAL, 3, at(4));
        send(stream);
        assertThat(port.takeTargets()).containsExactlyInAnyOrder(2, 4);

        harness.sender.removeDestination(MANUAL, 2);
        harness.sender.removeDestination(MANUAL, 3);
        send(stream);
        assertThat(port.takeTargets()).isEmpty();
        assertThat(count.get()).isZero();
        assertThat(stream.position()).as("nobody is waited for").isEqualTo(stream.tail());
    }

    @Test
    void oneWhoseNameIsNotKnownIsSkipped() {
        open(MANUAL, ControlMode.MANUAL);
        harness.sender.addDestination(MANUAL, 1, InetSocketAddress.createUnresolved("nowhere", 1));
        add(2);
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 2);
        port.takeTargets();

        send(stream);

        assertThat(port.takeTargets()).containsExactly(2);
        assertThat(stream.position()).isEqualTo(stream.tail());
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isZero();
    }

    @Test
    void aFullSocketHasAllWaitUntilEachHasGotTheSame() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2, 3, 4, 5);
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 1);
        port.takeTargets();
        List<Integer> targets = new ArrayList<>();

        stream.publish(100);
        for (int i = 0; i < 3; i++) {
            assertThat(stream.position()).isZero();
            port.room = 2;
            harness.cycle();
            targets.addAll(port.takeTargets());
            // What is appended meanwhile is not mixed with what is on its way.
            stream.publish(100);
        }

        assertThat(targets.subList(0, 5)).as("each once").containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(stream.position()).as("of the first message").isEqualTo(160);
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isEqualTo(2);

        port.room = Integer.MAX_VALUE;
        harness.cycle();
        assertThat(stream.position()).isLessThanOrEqualTo(stream.tail());
        harness.runMs(2);
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    void twoStreamsOfAFullSocketBothGoOn() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2, 3, 4, 5);
        TestStream first = harness.add(new TestStream(1).group(FlowControlKind.MAX, 0, -1), MANUAL);
        TestStream second = harness.add(new TestStream(2).group(FlowControlKind.MAX, 0, -1), MANUAL);
        harness.cycle();
        connect(first, 1);
        connect(second, 1);
        first.publish(100);
        second.publish(100);

        for (int i = 0; i < 10; i++) {
            port.room = 2;
            harness.cycle();
        }

        assertThat(first.position()).isEqualTo(first.tail());
        assertThat(second.position()).isEqualTo(second.tail());
    }

    @Test
    void aDatagramCountsOnceForEachDestinationOfACycle() {
        open(MANUAL, ControlMode.MANUAL);
        int count = 32;
        for (int i = 1; i <= count; i++) {
            add(i);
        }
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 1);
        port.takeTargets();
        port.datagramsPerCall = 64;
        stream.publish(20 * TestStream.maxPayload());

        harness.cycle();

        assertThat(port.takeTargets()).hasSize(SendBudget.SHARED);
    }

    @Test
    void aRoundGoesOnWithWhatItBeganWithWhenThereMayBeLessMeanwhile() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2);
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 1);
        port.takeTargets();
        port.datagramsPerCall = 64;
        stream.publish(10 * TestStream.maxPayload());
        port.room = 15;
        harness.cycle();
        List<Integer> targets = new ArrayList<>(port.takeTargets());

        port.datagramsPerCall = 1;
        port.room = Integer.MAX_VALUE;
        harness.cycle();
        targets.addAll(port.takeTargets());

        assertThat(targets).as("each datagram once").hasSize(20);
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    void aRoundBeginsAgainWhenADestinationIsRemoved() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2, 3);
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 1);
        port.takeTargets();
        port.room = 2;
        send(stream);
        port.takeTargets();

        harness.sender.removeDestination(MANUAL, 3);
        port.room = Integer.MAX_VALUE;
        harness.cycle();

        assertThat(port.takeTargets()).containsExactlyInAnyOrder(1, 2);
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    void aFrameToNobodyDoesNotCountAsSent() {
        open(DYNAMIC, ControlMode.DYNAMIC);
        harness.add(group(), DYNAMIC);

        harness.runMs(1_000);

        assertThat(harness.evidence.setupsSent().get()).isZero();
    }

    @Test
    void aFrameToWhereverItMayBeDoesNotCountAsSent() {
        open(MANUAL, ControlMode.MANUAL);
        harness.sender.addDestination(MANUAL, 1, InetSocketAddress.createUnresolved("nowhere", 1));
        harness.add(group(), MANUAL);

        harness.runMs(1_000);
        assertThat(harness.evidence.setupsSent().get()).isZero();

        harness.sender.redirectDestination(MANUAL, 1, at(1));
        harness.runMs(1_000);
        assertThat(harness.evidence.setupsSent().get()).isPositive();
    }

    @Test
    void oneThatCannotBeSentToDoesNotKeepTheOthersWaiting() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2);
        TestStream stream = harness.add(group(), MANUAL);
        harness.cycle();
        connect(stream, 1);
        port.takeTargets();
        port.unreachable.add(2);

        send(stream);
        assertThat(stream.position()).isEqualTo(stream.tail());
        assertThat(port.takeTargets()).containsExactly(1);

        port.unreachable.add(1);
        send(stream);
        harness.cycle();
        assertThat(stream.position())
                .as("with nobody to take it nothing is sent")
                .isLessThan(stream.tail());

        port.unreachable.clear();
        port.takeTargets();
        harness.cycle();
        assertThat(port.takeTargets()).containsExactlyInAnyOrder(1, 2);
        assertThat(stream.position()).isEqualTo(stream.tail());
    }

    @Test
    @Conformance({"WP-82", "DB-74"})
    void whoAsksIsSentToWhateverTheMessageIsAbout() {
        open(DYNAMIC, ControlMode.DYNAMIC);
        TestStream stream = harness.add(group(), DYNAMIC);
        harness.cycle();
        assertThat(port.takeTargets()).isEmpty();

        deliver(setupRequest(0, 0, 31), 1);
        harness.cycle();
        assertThat(count.get()).isEqualTo(1);
        harness.runMs(100);
        assertThat(port.takeTargets()).as("setup").containsExactly(1);

        connect(stream, 2);
        assertThat(count.get()).isEqualTo(2);
        port.takeTargets();
        send(stream);
        assertThat(port.takeTargets()).containsExactlyInAnyOrder(1, 2);

        harness.runMs(4999);
        assertThat(count.get()).isEqualTo(1);
        assertThat(port.takeTargets()).contains(1, 2);
        harness.runMs(200);
        assertThat(count.get()).isZero();
    }

    @Test
    void whoSaysWhatCannotBeTrueIsNotSentTo() {
        open(DYNAMIC, ControlMode.DYNAMIC);
        TestStream stream = harness.add(group(), DYNAMIC);

        deliver(statusMessage(stream, 31, TestStream.TERM_LENGTH, WINDOW), 1);
        deliver(statusMessage(stream, 31, 0, -1), 1);
        harness.cycle();

        assertThat(count.get()).isZero();
    }

    @Test
    @Conformance("WP-83")
    void namesOfSilentOnesAreLookedUp() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2);
        TestStream stream = harness.add(group(), MANUAL);
        for (int i = 0; i < 6; i++) {
            deliver(statusMessage(stream, 31, 0, WINDOW), 1);
            harness.runMs(1_000);
        }

        assertThat(harness.conductorHeard()).containsExactly("destination silent 200 2");
    }

    @Test
    @Conformance({"WP-94", "DB-88"})
    void aRefusalNamesTheDestinationItComesFrom() {
        open(MANUAL, ControlMode.MANUAL);
        add(1, 2);
        TestStream stream = harness.add(group(), MANUAL);
        connect(stream, 2);

        deliver(error(stream, 2), 2);
        harness.cycle();

        assertThat(harness.conductorHeard())
                .containsExactly("StreamRefusal[registrationId=1, destinationId=2, sessionId=7, streamId=10,"
                        + " receiver=receiver=2 groupTag=-1 address=127.0.0.1:2, errorCode=13, text=no]");
        assertThat(stream.isConnected()).isFalse();
    }

    @Test
    void changesOfDestinationsThatNobodyNamesAreIgnored() {
        open(DYNAMIC, ControlMode.DYNAMIC);

        harness.sender.addDestination(DYNAMIC, 1, at(1));
        harness.sender.addDestination(SenderHarness.ENDPOINT, 1, at(1));
        harness.sender.removeDestination(4711, 1);

        assertThat(count.get()).isZero();
    }

    private void open(long endpointId, ControlMode mode) {
        port.hasPeer = false;
        harness.sender.addEndpoint(new SendEndpointSetup(endpointId, port, mode, count, null, harness.evidence));
    }

    private void add(int... ports) {
        for (int each : ports) {
            harness.sender.addDestination(MANUAL, each, at(each));
        }
    }

    private static InetSocketAddress at(int portNumber) {
        return new InetSocketAddress("127.0.0.1", portNumber);
    }

    private static TestStream group() {
        return new TestStream().group(FlowControlKind.MAX, 0, -1);
    }

    private void connect(TestStream stream, int from) {
        deliver(statusMessage(stream, from, 0, WINDOW), from);
        harness.cycle();
        harness.cycle();
        assertThat(stream.isConnected()).isTrue();
    }

    private void send(TestStream stream) {
        stream.publish(100);
        harness.cycle();
    }

    private void deliver(UnsafeBuffer datagram, int from) {
        harness.poller.deliver(port, datagram, at(from));
    }

    private static UnsafeBuffer statusMessage(TestStream stream, long receiverId, long position, int window) {
        UnsafeBuffer frame = SenderHarness.frame(StatusMessageFrame.LENGTH);
        StatusMessageFrame.write(frame, 0, 0, stream.sessionId(), TestStream.STREAM, receiverId);
        StatusMessageFrame.writeConsumption(frame, 0, stream.termId(position), stream.offset(position), window);
        return frame;
    }

    private static UnsafeBuffer setupRequest(int sessionId, int streamId, long receiverId) {
        UnsafeBuffer frame = SenderHarness.frame(StatusMessageFrame.LENGTH);
        StatusMessageFrame.write(frame, 0, StatusMessageFrame.FLAG_SETUP_REQUEST, sessionId, streamId, receiverId);
        return frame;
    }

    private static UnsafeBuffer nak(TestStream stream, long position, int length) {
        UnsafeBuffer frame = SenderHarness.frame(NakFrame.LENGTH);
        NakFrame.write(
                frame,
                0,
                stream.sessionId(),
                TestStream.STREAM,
                stream.termId(position),
                stream.offset(position),
                length);
        return frame;
    }

    private static UnsafeBuffer question(TestStream stream) {
        UnsafeBuffer frame = SenderHarness.frame(RttFrame.LENGTH);
        RttFrame.write(frame, 0, RttFrame.FLAG_REPLY_REQUESTED, stream.sessionId(), TestStream.STREAM, 1, 2);
        return frame;
    }

    private static UnsafeBuffer error(TestStream stream, long receiverId) {
        UnsafeBuffer frame = SenderHarness.frame(ErrorFrame.HEADER_LENGTH + 2);
        ErrorFrame.write(frame, 0, stream.sessionId(), TestStream.STREAM, receiverId, 13, "no");
        return frame;
    }
}
