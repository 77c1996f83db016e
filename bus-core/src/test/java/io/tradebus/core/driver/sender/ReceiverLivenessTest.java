package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.protocol.FlowControl;
import org.junit.jupiter.api.Test;

class ReceiverLivenessTest {
    private static final long TIMEOUT_NS = 5_000;
    // The clock of the system may stand anywhere, and passes its largest value.
    private static final long START_NS = Long.MAX_VALUE - 2_000;

    private final ReceiverLiveness receivers = new ReceiverLiveness(TIMEOUT_NS);

    @Test
    void forgetsAReceiverOnceItWasSilentForTheTimeout() {
        receivers.onHeard(1, START_NS);

        receivers.removeSilent(START_NS + TIMEOUT_NS - 1);
        assertThat(receivers.hasReceivers()).isTrue();

        receivers.removeSilent(START_NS + TIMEOUT_NS);
        assertThat(receivers.hasReceivers()).isFalse();
    }

    @Test
    void forgetsEachOfSeveralInItsOwnTime() {
        receivers.onHeard(1, START_NS);
        receivers.onHeard(2, START_NS + 3_000);
        receivers.onHeard(1, START_NS + 1_000);

        receivers.removeSilent(START_NS + TIMEOUT_NS);
        receivers.removeSilent(START_NS + TIMEOUT_NS + 1_000);
        assertThat(receivers.remove(1)).isFalse();
        assertThat(receivers.hasReceivers()).isTrue();

        receivers.removeSilent(START_NS + TIMEOUT_NS + 3_000);
        assertThat(receivers.hasReceivers()).isFalse();
    }

    @Test
    void forgetsAReceiverThatGoes() {
        receivers.onHeard(1, START_NS);

        assertThat(receivers.remove(1)).isTrue();
        assertThat(receivers.remove(1)).isFalse();
        assertThat(receivers.hasReceivers()).isFalse();
    }

    @Test
    void takesTheTimeoutOfALaterReceiverAnew() {
        receivers.onHeard(1, START_NS);
        receivers.remove(1);
        receivers.onHeard(2, START_NS + 4_000);

        receivers.removeSilent(START_NS + TIMEOUT_NS);

        assertThat(receivers.hasReceivers()).isTrue();
    }

    @Test
    void remembersNoMoreThanABound() {
        for (int i = 0; i < FlowControl.MAX_RECEIVERS; i++) {
            receivers.onHeard(i, START_NS);
        }

        receivers.onHeard(-1, START_NS);
        receivers.onHeard(0, START_NS + 1_000);

        assertThat(receivers.remove(-1)).isFalse();
        receivers.removeSilent(START_NS + TIMEOUT_NS);
        assertThat(receivers.remove(1)).isFalse();
        assertThat(receivers.remove(0)).isTrue();
    }
}
