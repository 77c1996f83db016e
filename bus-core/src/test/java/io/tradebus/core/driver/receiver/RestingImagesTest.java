package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.SM_TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.protocol.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How little an image costs for which nothing comes. */
class RestingImagesTest {
    private static final int CYCLE_NS = 10_000;

    private final ReceiverHarness harness = ReceiverHarness.receiving(0);
    private final TestImage image = harness.image();
    private final SteppedWindow window = (SteppedWindow) image.congestion;

    @AfterEach
    void close() {
        harness.close();
    }

    /** Cycles that are as short as those of a receiver that has little to do. */
    private void run(long ns) {
        for (long passedNs = 0; passedNs < ns; passedNs += CYCLE_NS) {
            harness.cycleAfter(CYCLE_NS);
        }
    }

    private void becomeQuiet() {
        run(Rest.QUIET_NS + 1_000_000);
        harness.sent();
        window.looks = 0;
        harness.conductor.imagesStirred = false;
    }

    @Test
    void inATenthOfASecondItIsLookedAtSomeTenTimes() {
        becomeQuiet();

        run(100_000_000);

        assertThat(window.looks).isBetween(5, 20);
    }

    @Test
    void itsStatusMessagesAreRepeatedAsInTime() {
        harness.cycleAfter(SM_TIMEOUT_NS);
        harness.cycleAfter(CYCLE_NS);
        harness.sent();

        run(SM_TIMEOUT_NS - 2 * CYCLE_NS);
        assertThat(harness.sent()).isEmpty();
        run(CYCLE_NS);
        assertThat(harness.sent()).hasSize(1);
    }

    @Test
    void dataIsTakenAndShownAtOnce() {
        becomeQuiet();

        harness.arrive(harness.frames.data(0, 64));

        assertThat(image.rebuildPosition.get()).isEqualTo(64);
        assertThat(harness.conductor.imagesStirred).isTrue();
    }

    @Test
    void theConductorIsToldOnceThatDataComesAgain() {
        becomeQuiet();
        harness.arrive(harness.frames.data(0, 64));
        harness.conductor.imagesStirred = false;

        harness.arrive(harness.frames.data(64, 64));

        assertThat(harness.conductor.imagesStirred).isFalse();
    }

    @Test
    void itDoesNotRestBeforeAllWasRead() {
        harness.arrive(harness.frames.data(0, 64));
        becomeQuiet();

        run(1_000_000);
        assertThat(window.looks).isEqualTo(100);

        image.consume(64);
        run(100_000_000);
        assertThat(window.looks).isBetween(105, 120);
    }

    @Test
    void itsEndIsSeenAtOnce() {
        becomeQuiet();

        harness.arrive(harness.frames.endOfStream(0));

        assertThat(image.end()).isEqualTo(InboundEnd.END_OF_STREAM);
        assertThat(harness.conductor.imagesStirred).isTrue();
    }

    @Test
    void aGapIsAskedForAsSoonAsOtherwise() {
        becomeQuiet();

        harness.arrive(harness.frames.data(64, 64));
        run(1_000_000);

        assertThat(harness.sent()).anyMatch(line -> line.startsWith("NAK"));
    }
}
