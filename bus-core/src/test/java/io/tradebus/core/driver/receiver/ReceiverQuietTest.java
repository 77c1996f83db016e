package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.LIVENESS_NS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SM_TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.protocol.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the receiver may sleep. */
class ReceiverQuietTest {
    private static final int STEP_NS = 1_000_000;

    private final ReceiverHarness harness = ReceiverHarness.receiving(0);
    private final TestImage image = harness.image();

    @AfterEach
    void close() {
        harness.close();
    }

    private long quietNs() {
        return harness.receiver.quietNs();
    }

    private void run(long ns) {
        for (long passedNs = 0; passedNs < ns; passedNs += STEP_NS) {
            harness.cycleAfter(STEP_NS);
        }
    }

    @Test
    void itIsTheTimeUntilAStatusMessageIsRepeated() {
        run(Rest.QUIET_NS + 50_000_000);
        harness.sent();
        long quietNs = quietNs();
        assertThat(quietNs).isBetween(1L, SM_TIMEOUT_NS);

        harness.cycleAfter(quietNs - 1);
        assertThat(harness.sent()).isEmpty();
        harness.cycleAfter(1);
        assertThat(harness.sent()).hasSize(1);

        assertThat(quietNs()).as("after it was sent").isEqualTo(SM_TIMEOUT_NS);
    }

    @Test
    void anImageThatIsSilentEndsInTime() {
        long heardNs = harness.nowNs;
        while (image.end() == InboundEnd.NONE) {
            harness.cycleAfter(Math.max(quietNs(), STEP_NS));
        }

        assertThat(harness.nowNs - heardNs).isBetween(LIVENESS_NS, LIVENESS_NS + STEP_NS);
    }

    @Test
    void heartbeatsDoNotEndIt() {
        run(Rest.QUIET_NS + 50_000_000);

        harness.arrive(harness.frames.heartbeat(0));

        assertThat(quietNs()).isPositive();
    }

    @Test
    void thereIsNoneForAWhileAfterDataCame() {
        run(Rest.QUIET_NS + 50_000_000);
        harness.arrive(harness.frames.data(0, 64));
        image.consume(64);

        run(Rest.QUIET_NS - STEP_NS);
        assertThat(quietNs()).isZero();
        run(STEP_NS);
        assertThat(quietNs()).isPositive();
    }

    @Test
    void thereIsNoneBeforeAllWasRead() {
        harness.arrive(harness.frames.data(0, 64));

        run(2 * Rest.QUIET_NS);

        assertThat(quietNs()).isZero();
    }

    @Test
    void thereIsNoneWhileSomethingIsMissing() {
        harness.arrive(harness.frames.data(64, 64));

        run(2 * Rest.QUIET_NS);

        assertThat(quietNs()).isZero();
    }

    @Test
    void theConductorMayHaveAskedForMore() {
        run(Rest.QUIET_NS + 50_000_000);
        harness.requests.post(receiver -> receiver.removeInterest(-1, -1));

        harness.cycle();
        assertThat(quietNs()).isZero();

        harness.cycle();
        assertThat(quietNs()).isPositive();
    }
}
