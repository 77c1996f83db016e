package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.protocol.Rest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the sender may sleep. Heartbeats and SETUPs are due every 100 ms. */
class SenderQuietTest {
    private static final int WINDOW = 16 << 10;
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SHORT_SLEEP_NS = TimeUnit.MICROSECONDS.toNanos(30);
    private static final int QUIET_MS = (int) TimeUnit.NANOSECONDS.toMillis(Rest.QUIET_NS);

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    private long quietNs() {
        return harness.sender.quietNs();
    }

    private void becomeQuiet() {
        harness.runMs(QUIET_MS + 50);
        tellConductor();
        harness.cycle();
        harness.sent();
    }

    private void tellConductor() {
        harness.conductorMailbox.drainTo(harness.conductor, Mailbox.CAPACITY);
    }

    /** Lets nearly all of the time pass in which nothing is due, then the rest of it, which is long enough for a sleep. */
    private void sleep(long quietNs) {
        harness.nowNs += quietNs - SHORT_SLEEP_NS;
        harness.cycle();
        assertThat(harness.sent()).isEmpty();
        harness.nowNs += SHORT_SLEEP_NS;
        harness.cycle();
    }

    @Test
    void itIsTheTimeUntilTheNextHeartbeat() {
        harness.connected(new TestStream(), WINDOW);
        becomeQuiet();
        long quietNs = quietNs();
        assertThat(quietNs).isBetween(1L, INTERVAL_NS);

        sleep(quietNs);
        assertThat(harness.sent()).hasSize(1).allMatch(line -> line.startsWith("HEARTBEAT"));

        assertThat(quietNs()).isEqualTo(INTERVAL_NS);
    }

    @Test
    void itIsTheTimeUntilTheFirstOfSeveralStreamsHasSomethingToSend() {
        harness.connected(new TestStream(7), WINDOW);
        harness.runMs(30);
        harness.connected(new TestStream(8), WINDOW);
        becomeQuiet();
        long quietNs = quietNs();
        sleep(quietNs);
        assertThat(harness.sent()).hasSize(1);

        assertThat(quietNs()).isLessThan(INTERVAL_NS);
    }

    @Test
    void itIsTheTimeUntilTheNextSetupWhileThereIsNoReceiver() {
        harness.add(new TestStream());
        becomeQuiet();
        long quietNs = quietNs();
        assertThat(quietNs).isBetween(1L, INTERVAL_NS);

        sleep(quietNs);

        assertThat(harness.sent()).hasSize(1).allMatch(line -> line.startsWith("SETUP"));
    }

    @Test
    void receiversThatAreSilentGoInTime() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        harness.runMs(30);
        harness.statusMessage(stream, SenderHarness.RECEIVER, stream.position(), WINDOW);
        harness.cycle();
        long heardNs = harness.nowNs;
        while (stream.isConnected()) {
            long quietNs = quietNs();
            harness.nowNs += Math.max(quietNs, 1_000_000);
            harness.cycle();
        }

        assertThat(harness.nowNs - heardNs).isBetween(5_000_000_000L, 5_001_000_000L);
    }

    @Test
    void thereIsNoneWhileAMessageWaits() {
        TestStream stream = harness.connected(new TestStream(), 64);
        becomeQuiet();
        stream.publish(5);
        harness.cycle();
        stream.publish(5);
        harness.runMs(2 * QUIET_MS);
        tellConductor();

        harness.runMs(1);

        assertThat(quietNs()).as("the window is full").isZero();
    }

    @Test
    void thereIsNoneBeforeAStreamRests() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        becomeQuiet();
        stream.publish(5);
        harness.runMs(1);
        assertThat(quietNs()).isZero();

        harness.runMs(QUIET_MS / 2);
        assertThat(quietNs()).isZero();
    }

    @Test
    void whatReceiversRepeatDoesNotEndIt() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        becomeQuiet();
        harness.statusMessage(stream, SenderHarness.RECEIVER, stream.position(), WINDOW);

        assertThat(harness.cycle()).isPositive();

        assertThat(quietNs()).isPositive();
    }

    @Test
    void theConductorMayHaveAskedForMore() {
        harness.connected(new TestStream(), WINDOW);
        becomeQuiet();
        harness.requests.post(sender -> sender.redirect(-1, FakePort.PEER));

        harness.cycle();
        assertThat(quietNs()).isZero();

        harness.cycle();
        assertThat(quietNs()).isPositive();
    }

    @Test
    void thereIsNoneWhileTheConductorHasNoRoomForWhatItMustHear() {
        becomeQuiet();
        Mailbox.Request<ConductorRequests> filling = conductor -> {};
        while (harness.conductorMailbox.offer(filling)) {
            // Until it is full.
        }
        harness.requests.post(sender -> sender.removeEndpoint(-1));
        harness.cycle();

        harness.cycle();
        assertThat(quietNs()).isZero();

        tellConductor();
        harness.cycle();
        assertThat(quietNs()).isPositive();
    }

    @Test
    void whatIsToBeSentAgainIsSentInTime() {
        long delayNs = Rest.QUIET_NS + TimeUnit.MILLISECONDS.toNanos(33);
        TestStream stream = harness.connected(new TestStream().retransmits(16, delayNs), WINDOW);
        stream.publish(5);
        harness.cycle();
        harness.nak(stream, 0, 64);
        harness.cycle();
        long askedNs = harness.nowNs;
        harness.sent();

        while (harness.sent().stream().noneMatch(line -> line.startsWith("DATA"))) {
            harness.nowNs += Math.max(quietNs(), 1_000_000);
            harness.cycle();
            tellConductor();
        }

        assertThat(harness.nowNs - askedNs).isBetween(delayNs, delayNs + 5_000_000);
    }
}
