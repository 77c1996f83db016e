package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.Mailbox;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SenderCycleTest {
    private static final int WINDOW = TestStream.TERM_LENGTH / 2;
    private static final int RATIO = 6;

    private SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void isNamedSender() {
        assertThat(harness.sender.roleName()).isEqualTo("sender");
    }

    @Test
    void letsStreamsTakeTurnsInGoingFirst() {
        for (int session = 1; session <= 3; session++) {
            harness.connected(new TestStream(session), WINDOW);
        }

        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            harness.nowNs += 100_000_000;
            harness.cycle();
            harness.sent().forEach(line -> order.append(line.replaceAll(".*session=(\\d).*", "$1")));
            order.append(' ');
        }

        assertThat(order.toString()).isIn("123 231 312 ", "231 312 123 ", "312 123 231 ");
    }

    @Test
    void looksForControlMessagesWheneverNothingWasSent() {
        harness.connected(new TestStream(), WINDOW);
        int before = harness.poller.polls;

        harness.cycle();
        harness.cycle();

        assertThat(harness.poller.polls).isEqualTo(before + 2);
    }

    @Test
    void looksForControlMessagesNowAndThenWhileItSends() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        int before = harness.poller.polls;

        for (int i = 0; i < 2 * RATIO; i++) {
            stream.publish(100);
            assertThat(harness.cycle()).isPositive();
        }

        assertThat(harness.poller.polls).isEqualTo(before + 2);
    }

    @Test
    void looksForControlMessagesHalfAStatusMessageTimeoutAfterTheLastLook() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        int before = harness.poller.polls;
        stream.publish(100);
        harness.nowNs += 99_000_000;
        harness.cycle();
        assertThat(harness.poller.polls).isEqualTo(before);

        stream.publish(100);
        harness.nowNs += 1_000_000;
        harness.cycle();

        assertThat(harness.poller.polls).isEqualTo(before + 1);
    }

    @Test
    void looksForControlMessagesWhenThePortDidNotTakeAll() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        int before = harness.poller.polls;
        stream.publish(3000);
        harness.port.room = 1;

        harness.cycle();

        assertThat(harness.poller.polls).isEqualTo(before + 1);
    }

    @Test
    void countsBytesOnceForEachCycle() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        long before = harness.count(SystemCounter.BYTES_SENT);
        assertThat(before).isEqualTo(40 + 32);
        stream.publish(3000);

        assertThat(harness.cycle()).isEqualTo(1408 + 1408 + 288);

        assertThat(harness.count(SystemCounter.BYTES_SENT) - before).isEqualTo(1408 + 1408 + 288);
    }

    @Test
    void countsCyclesThatTookLong() {
        harness.cycle();
        harness.nowNs += 100_000_000;
        harness.cycle();
        assertThat(harness.count(SystemCounter.SENDER_CYCLE_TIME_EXCEEDED)).isZero();

        harness.nowNs += 100_000_001;
        harness.cycle();

        assertThat(harness.count(SystemCounter.SENDER_CYCLE_TIME_EXCEEDED)).isEqualTo(1);
        assertThat(harness.count(SystemCounter.SENDER_MAX_CYCLE_TIME)).isEqualTo(100_000_001);
    }

    @Test
    void leavesAStreamAloneForASecondThatFails() {
        FailingFlowControl flowControl = new FailingFlowControl();
        TestStream broken = harness.connected(new TestStream(1).flowControl(flowControl), WINDOW);
        TestStream sound = harness.connected(new TestStream(2), WINDOW);
        flowControl.failsOnIdle = true;
        sound.publish(100);

        harness.cycle();
        broken.publish(100);
        harness.runMs(999);
        assertThat(sound.position()).isEqualTo(sound.tail());
        assertThat(broken.position()).isZero();
        assertThat(harness.errors).containsExactly(flowControl.failure);

        harness.runMs(1);
        assertThat(broken.position()).isEqualTo(broken.tail());
        harness.errors.clear();
    }

    @Test
    void forgetsReceiversToWhichNothingCanBeSent() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        harness.port.failsToSend = true;
        stream.publish(100);

        harness.runMs(7_000);

        assertThat(stream.isConnected()).isFalse();
        assertThat(harness.errors).isNotEmpty();
        harness.errors.clear();
    }

    @Test
    void doesAFewRequestsInOneCycle() {
        for (int i = 0; i < 10; i++) {
            long endpointId = i;
            harness.requests.post(sender -> sender.removeEndpoint(1000 + endpointId));
        }

        assertThat(harness.cycle()).isEqualTo(4);
        assertThat(harness.cycle()).isEqualTo(4);
        assertThat(harness.cycle()).isEqualTo(2);
    }

    @Test
    void touchesNoLogOfAStreamThatItHasLetGo() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        TestStream other = harness.connected(new TestStream(TestStream.SESSION + 1), WINDOW);

        harness.sender.removeStream(stream.registrationId());

        assertThat(stream.signals.isReleasedAcquire()).isTrue();
        assertThat(other.signals.isReleasedAcquire()).isFalse();
        stream.close();
        harness.statusMessage(stream, SenderHarness.RECEIVER, 0, WINDOW);
        harness.nak(stream, 0, 160);
        harness.runMs(200);
        assertThat(harness.sent()).isNotEmpty().noneMatch(line -> line.contains("session=7 "));
    }

    @Test
    void closesThePortOfAnEndpointAndSaysSo() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);

        harness.sender.removeEndpoint(SenderHarness.ENDPOINT);

        assertThat(harness.port.isClosed).isTrue();
        assertThat(harness.poller.has(harness.port)).isFalse();
        assertThat(stream.signals.isReleasedAcquire()).isTrue();
        assertThat(harness.conductorHeard()).containsExactly("sending endpoint closed 100");
        harness.runMs(200);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void closesThePortOfAnEndpointThatCannotBeOpenedAndSaysSo() {
        FakePort broken = new FakePort();
        harness.poller.failsToAdd = true;

        assertThatIllegalStateException()
                .isThrownBy(() -> harness.sender.addEndpoint(harness.endpoint(101, broken, null)));
        harness.sender.removeEndpoint(101);

        assertThat(broken.isClosed).isTrue();
        assertThat(harness.conductorHeard())
                .containsExactly("sending endpoint failed 101: cannot receive", "sending endpoint closed 101");
    }

    @Test
    void tellsTheConductorLaterWhatItHasNoRoomForNow() {
        for (int i = 0; i < Mailbox.CAPACITY; i++) {
            harness.conductorMailbox.offer(conductor -> {});
        }
        harness.sender.removeEndpoint(SenderHarness.ENDPOINT);
        assertThat(harness.conductorHeard()).isEmpty();

        harness.cycle();

        assertThat(harness.conductorHeard()).containsExactly("sending endpoint closed 100");
    }

    @Test
    void letsGoAtOnceOfAStreamWithoutAnEndpoint() {
        TestStream stream = harness.add(new TestStream(), 12345);

        assertThat(stream.signals.isReleasedAcquire()).isTrue();
        harness.runMs(10);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void ignoresIdsThatItDoesNotKnow() {
        harness.sender.removeStream(12345);
        harness.sender.redirect(12345, new InetSocketAddress("127.0.0.1", 1));

        assertThat(harness.conductorHeard()).isEmpty();
        assertThat(harness.port.connectedTo).isNull();
    }

    @Test
    void closesAllPortsInTheEndEvenIfOneCannotBeClosed() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        FakePort second = new FakePort();
        harness.sender.addEndpoint(harness.endpoint(101, second, null));
        harness.port.failsToClose = true;

        harness.sender.onClose();

        assertThat(harness.port.isClosed).isTrue();
        assertThat(second.isClosed).isTrue();
        assertThat(harness.poller.isClosed).isTrue();
        assertThat(stream.signals.isReleasedAcquire()).isTrue();
        assertThat(harness.errors).hasSize(1);
        harness.errors.clear();
    }

    @Test
    void closesWhatWaitsToBeHandedOverInTheEnd() {
        FakePort late = new FakePort();
        TestStream stream = harness.waiting(new TestStream());
        harness.requests.offer(sender -> {
            throw new IllegalStateException("cannot be done");
        });
        harness.requests.offer(sender -> sender.addEndpoint(harness.endpoint(101, late, null)));

        harness.sender.onClose();

        assertThat(late.isClosed).isTrue();
        assertThat(stream.signals.isReleasedAcquire()).isTrue();
        assertThat(harness.port.isClosed).isTrue();
        assertThat(harness.errors).hasSize(1);
        harness.errors.clear();
    }

    @Test
    void closesAPortThatCannotBeTakenOutOfThePoller() {
        harness.poller.failsToRemove = true;

        harness.sender.removeEndpoint(SenderHarness.ENDPOINT);

        assertThat(harness.port.isClosed).isTrue();
        assertThat(harness.conductorHeard()).containsExactly("sending endpoint closed " + SenderHarness.ENDPOINT);
        assertThat(harness.errors).hasSize(1);
        harness.errors.clear();
    }

    @Test
    void showsHowOftenNobodyListened() {
        harness.port.refused = 3;

        harness.cycle();

        assertThat(harness.evidence.sendsRefused().get()).isEqualTo(3);
    }

    @Test
    void asksForAnotherAddressWhenAllReceiversAreSilentFor5Seconds() {
        renew("host:20121");
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        harness.runMs(3000);
        harness.setupRequest(TestStream.SESSION, TestStream.STREAM);
        harness.runMs(4900);
        assertThat(harness.conductorHeard()).isEmpty();

        harness.runMs(1100);
        assertThat(harness.conductorHeard()).containsExactly("sending endpoint silent 100");

        harness.runMs(4800);
        assertThat(harness.conductorHeard()).hasSize(1);
        harness.runMs(1200);
        assertThat(harness.conductorHeard()).hasSize(2);
        assertThat(stream.isConnected()).isFalse();
    }

    @Test
    void asksForNoOtherAddressWhereThereIsNoName() {
        harness.connected(new TestStream(), WINDOW);

        harness.runMs(20_000);

        assertThat(harness.conductorHeard()).isEmpty();
    }

    @Test
    void sendsToTheOtherAddressFromThenOn() {
        InetSocketAddress other = new InetSocketAddress("127.0.0.2", 20_121);

        harness.sender.redirect(SenderHarness.ENDPOINT, other);

        assertThat(harness.port.connectedTo).isEqualTo(other);
    }

    private void renew(String resolvable) {
        harness.close();
        harness = new SenderHarness(
                new SenderSettings(4, RATIO, 4, 200_000_000, 5_000_000_000L, 1_000_000_000, 500_000), resolvable);
    }
}
