package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.protocol.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How little streams cost of which nothing is to be sent. */
class RestingStreamsTest {
    private static final int WINDOW = 16 << 10;
    private static final int CYCLE_NS = 10_000;
    private static final int CYCLES = 10_000;

    private final SenderHarness harness = new SenderHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    /** Cycles that are as short as those of a sender that has little to do. */
    private void run(int cycles) {
        for (int i = 0; i < cycles; i++) {
            harness.nowNs += CYCLE_NS;
            harness.cycle();
        }
    }

    /** One of more streams than are looked at after each sleep. */
    private TestStream connectedBesideMany() {
        for (int session = 8; session < 72; session++) {
            harness.connected(new TestStream(session), WINDOW);
        }
        return harness.connected(new TestStream(7), WINDOW);
    }

    private void becomeQuiet() {
        run((int) (Rest.QUIET_NS / CYCLE_NS) + 100);
        harness.port.takeDatagrams();
    }

    private void tellConductor() {
        harness.conductorMailbox.drainTo(harness.conductor, 100);
    }

    @Test
    void inATenthOfASecondEachIsLookedAtSomeTwentyTimes() {
        List<FailingFlowControl> looks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            looks.add(new FailingFlowControl());
            harness.connected(new TestStream(7 + i).flowControl(looks.get(i)), WINDOW);
        }
        becomeQuiet();
        looks.forEach(each -> each.looks = 0);

        run(CYCLES);

        assertThat(looks).allSatisfy(each -> assertThat(each.looks).isBetween(10, 30));
        assertThat(harness.sent()).hasSize(10).allMatch(line -> line.startsWith("HEARTBEAT"));
    }

    @Test
    void aMessageIsSentWithTheNextLookAndThoseAfterItAtOnce() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        becomeQuiet();

        stream.publish(5);
        run(50);
        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");

        stream.publish(5);
        run(1);
        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=64 length=64");
    }

    @Test
    void aSenderThatHasSleptLooksForMessagesOfAllStreams() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        becomeQuiet();
        run(1);

        stream.publish(5);
        run(1);
        assertThat(harness.sent()).isEmpty();

        harness.nowNs += 30_000;
        harness.cycle();
        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");
    }

    @Test
    void aSenderOfManyStreamsLooksForMessagesOfAllWhenAPublisherHasWokenIt() {
        TestStream stream = connectedBesideMany();
        becomeQuiet();
        run(1);

        stream.publish(5);
        harness.nowNs += 30_000;
        harness.cycle();
        assertThat(harness.sent()).as("woken by anything else").isEmpty();

        harness.bell.ring();
        run(1);
        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");
    }

    @Test
    void aSenderOfManyStreamsFindsAMessageOfAnotherProcessWithTheNextLook() {
        TestStream stream = connectedBesideMany();
        becomeQuiet();

        stream.publish(5);
        run(50);

        assertThat(harness.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");
    }

    @Test
    void theConductorIsToldThatAStreamMovesAgain() {
        TestStream stream = harness.connected(new TestStream(), WINDOW);
        becomeQuiet();
        tellConductor();
        harness.conductor.publicationsStirred = false;

        run(50);
        tellConductor();
        assertThat(harness.conductor.publicationsStirred).isFalse();

        stream.publish(5);
        run(50);
        tellConductor();
        assertThat(harness.conductor.publicationsStirred).isTrue();

        harness.conductor.publicationsStirred = false;
        stream.publish(5);
        run(1);
        tellConductor();
        assertThat(harness.conductor.publicationsStirred).isFalse();
    }

    @Test
    void aSenderThatNeverSleepsLooksForMessagesInEachCycle() {
        SenderSettings settings = new SenderSettings(4, 6, 4, 200_000_000, 5_000_000_000L, 1_000_000_000, 0);
        try (SenderHarness spinning = new SenderHarness(settings, null)) {
            TestStream stream = spinning.connected(new TestStream(), WINDOW);
            spinning.runMs(250);
            spinning.sent();

            stream.publish(5);
            spinning.cycle();

            assertThat(spinning.sent()).containsExactly("DATA session=7 stream=10 term=5 offset=0 length=64");
        }
    }
}
